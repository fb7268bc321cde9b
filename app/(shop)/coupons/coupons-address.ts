import { withFittingCursors } from "#lib/keyset/keyset.ts";
import { askedPage, PageQuery } from "#lib/values/pagination.ts";

/** So many that what opens soon is seldom behind what is open. */
const PAGE_SIZE = 96;
const MINE_SIZE = 48;

/** Where each list of the page stands: the shop's coupons, and the shopper's own. */
interface CouponsQuery<Place> {
  readonly all: Place;
  readonly mine: Place;
}

type Place = Partial<Pick<PageQuery, "page" | "cursor" | "before">>;
type Search = Record<string, string | string[] | undefined>;

/** What the address asks of both lists; a part of it that makes no sense counts as not asked. */
export const readCouponsQuery = (search: Search): CouponsQuery<PageQuery> => ({
  all: read(search, { page: "page", cursor: "cursor", before: "before" }, PAGE_SIZE, "by-state"),
  mine: read(search, { page: "mine", cursor: "mineCursor", before: "mineBefore" }, MINE_SIZE, "by-use"),
});

function read(
  search: Search,
  names: Record<keyof Place, string>,
  pageSize: number,
  order: string,
): PageQuery {
  const asked = {
    page: askedPage(search[names.page]),
    cursor: search[names.cursor],
    before: search[names.before],
  };
  const sound = Object.entries(asked).filter(
    ([name, value]) => PageQuery.safeParse({ [name]: value }).success,
  );
  return withFittingCursors(PageQuery.parse({ ...Object.fromEntries(sound), pageSize }), order);
}

/** The address of the page with each list where it stands: the way through one does not forget the other. */
export function couponsAddress({ all, mine }: CouponsQuery<Place>): string {
  const entries = Object.entries({
    page: all.page === 1 ? undefined : all.page?.toString(),
    cursor: all.cursor,
    before: all.before,
    mine: mine.page === 1 ? undefined : mine.page?.toString(),
    mineCursor: mine.cursor,
    mineBefore: mine.before,
  });
  const search = new URLSearchParams(entries.flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return search.size > 0 ? `/coupons?${search}` : "/coupons";
}
