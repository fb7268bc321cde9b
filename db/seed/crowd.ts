import type { SeedCoupons } from "./coupons.ts";
import { daysBefore } from "./ids.ts";
import type { CartLine, HeldCoupon, Journal, StockedProduct } from "./journal.ts";
import { productOf } from "./shelves.ts";

const FAMILY = [
  "Kim 김",
  "Lee 이",
  "Park 박",
  "Choi 최",
  "Jung 정",
  "Kang 강",
  "Cho 조",
  "Yoon 윤",
  "Jang 장",
  "Lim 임",
];
const GIVEN = [
  "Seoyeon 서연",
  "Minjun 민준",
  "Jiwoo 지우",
  "Haeun 하은",
  "Dohyun 도현",
  "Yuna 유나",
  "Jihoon 지훈",
  "Soomin 수민",
  "Eunji 은지",
  "Taeho 태호",
  "Hyunwoo 현우",
  "Nari 나리",
];
const PAST_ORDERS = 84;
const WEEK_DAYS = 6.9;
/** The crowd bought all of it. */
const SOLD_OUT = "letter-set";

/** Somebody of the crowd, with the coupons that may go into an order. */
export interface Buyer {
  readonly id: string;
  readonly coupons: HeldCoupon[];
}

/** Everybody joins with some points; nobody has a password, so nobody can sign in as them. */
export function gatherCrowd(journal: Journal, now: Date): Buyer[] {
  const everybody = GIVEN.flatMap((given) =>
    FAMILY.map((family) => [...given.split(" "), ...family.split(" ")]),
  );
  return everybody.map(([given = "", givenKo = "", family = "", familyKo = ""], index) => {
    const at = daysBefore(now, 50 - (index % 40) / 10);
    const name = index % 3 === 0 ? `${given} ${family}` : `${familyKo}${givenKo}`;
    const email = `${given}.${family}@shoppers.lockstep.local`.toLowerCase();
    const id = journal.join({ name, email, at });
    journal.charge(id, 500_000 + 10_000 * (index % 30), at);
    return { id, coupons: [] };
  });
}

/** Takes coupons until one is nearly gone and one is gone. */
export function claimCoupons(
  journal: Journal,
  crowd: readonly Buyer[],
  coupons: SeedCoupons,
  now: Date,
): void {
  for (const [index, { id, coupons: held }] of crowd.entries()) {
    const at = daysBefore(now, 4 - (index % 40) / 20);
    if (index < 71) journal.claim(id, coupons.ended, daysBefore(now, 40));
    if (index < 97) journal.claim(id, coupons.nearlyGone, at);
    if (index < 50) held.push(journal.claim(id, coupons.soldOut, at));
    if (index < 38) held.push(journal.claim(id, coupons.open, at));
  }
}

/**
 * A week of orders that come ever faster, the latest a minute ago: everything sells, some things more than
 * others, some with a coupon, and a few are cancelled.
 */
export function sellToCrowd(
  journal: Journal,
  goods: readonly StockedProduct[],
  crowd: readonly Buyer[],
  now: Date,
): void {
  const sellable = goods.filter(({ stock, saleStartsAt }) => stock > 30 && saleStartsAt === null);
  for (let order = PAST_ORDERS; order > 0; order -= 1) {
    const days = WEEK_DAYS * (order / PAST_ORDERS) ** 2;
    // One order each: 7 and the size of the crowd have no divisor in common.
    const buyer = crowd[(order * 7) % crowd.length];
    const cart = fillCart(goods, sellable, order);
    if (!buyer || cart.length === 0) continue;
    const at = daysBefore(now, days);
    const coupon = order % 2 === 0 ? usableCoupon(buyer, cart, at) : undefined;
    const orderId = journal.buy(buyer.id, cart, at, coupon);
    if (order % 17 === 5) journal.cancel(orderId, daysBefore(now, days * 0.9));
  }
}

/** What order number `order` buys; the product that is sold out now goes one at a time until none is left. */
function fillCart(
  goods: readonly StockedProduct[],
  sellable: readonly StockedProduct[],
  order: number,
): CartLine[] {
  const favourite = sellable[(order * order) % 7];
  const other = sellable[(order * 5) % sellable.length];
  const gone = productOf(goods, SOLD_OUT);
  const cart: CartLine[] = [];
  if (other) cart.push({ product: other, quantity: other.price < 50_000 ? 1 + (order % 2) : 1 });
  if (favourite && favourite !== other && order % 3 !== 0) cart.push({ product: favourite, quantity: 1 });
  if (order % 3 === 0 && PAST_ORDERS - order < 3 * gone.stock) cart.push({ product: gone, quantity: 1 });
  return cart;
}

/** A coupon that the buyer had by then, and that fits the cart. */
function usableCoupon({ coupons }: Buyer, cart: readonly CartLine[], at: Date): HeldCoupon | undefined {
  const subtotal = cart.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
  return coupons.find(({ row, coupon }) => row.issuedAt <= at && subtotal >= (coupon.minOrder ?? 0));
}
