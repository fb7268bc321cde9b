import { shop } from "#tests/support/environment.ts";
import { actionAttack } from "./action-attacks.ts";
import { apiAttack } from "./api-attacks.ts";
import type { Attack } from "./attack.ts";
import { judge } from "./judge.ts";
import { pageAttack } from "./page-attacks.ts";
import { Random } from "./random.ts";
import { type Answer, send } from "./send.ts";
import { socketAttack } from "./socket-attacks.ts";
import { movedBetween, sumTables } from "./tables.ts";
import type { World } from "./world.ts";

/** So many requests are under way together, and then the tables are looked at. */
const CHUNK = 20;
/** A mail with a token is made after the answer, which must not tell by its time whether there is such an account. */
const MOVES_LATER = new Set(["verifications"]);
/** After so many faults the rest would say the same. */
const MOST_FAULTS = 40;
const url = new URL(shop.APP_URL);

/** What went wrong, with all that is needed to see it again. */
export interface Fault {
  readonly index: number;
  readonly attack: string;
  readonly why: string;
  readonly bytes: string;
}

/** The request with this number of the run with this seed: always the same for the same shop. */
export function attackOf(world: World, seed: number, index: number): Attack {
  const random = Random.of(seed, index);
  const kind = random.next();
  if (kind < 0.5) return apiAttack(world, random);
  if (kind < 0.8) return pageAttack(world, random);
  return kind < 0.92 ? actionAttack(world, random) : socketAttack(random);
}

/** Sends these requests, some at a time; answers how often each status came, and every fault. */
export async function run(world: World, seed: number, indexes: readonly number[]) {
  const faults: Fault[] = [];
  const statuses = new Map<number, number>();
  let before = await sumTables();
  for (let at = 0; at < indexes.length && faults.length < MOST_FAULTS; at += CHUNK) {
    const chunk = indexes
      .slice(at, at + CHUNK)
      .map((index) => ({ index, attack: attackOf(world, seed, index) }));
    const answered = await Promise.all(
      chunk.map(async ({ index, attack }) => ({
        index,
        attack,
        answer: await send(url, attack.bytes, attack.isBroken === true),
      })),
    );
    for (const { index, attack, answer } of answered) {
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const why = judge(attack, answer, world.secrets);
      if (why) faults.push(faultOf(index, attack, why));
    }
    const after = await sumTables();
    const unaccounted = movedBetween(before, after).filter(
      (name) => !mayMove(answered).has(name) && !MOVES_LATER.has(name),
    );
    const [first] = answered;
    if (first && unaccounted.length > 0)
      faults.push(
        faultOf(
          first.index,
          first.attack,
          `moved ${unaccounted.join(", ")} from here on ${CHUNK}, though no answer accepted that`,
        ),
      );
    before = after;
  }
  return { faults, statuses: Object.fromEntries([...statuses].toSorted(([a], [b]) => a - b)) };
}

const mayMove = (answered: readonly { attack: Attack; answer: Answer }[]): ReadonlySet<string> =>
  new Set(
    answered.flatMap(({ attack, answer }) =>
      answer.status > 0 && answer.status < 400 ? attack.mayMove : [],
    ),
  );

const faultOf = (index: number, attack: Attack, why: string): Fault => ({
  index,
  attack: attack.name,
  why,
  bytes: JSON.stringify(attack.bytes.toString("latin1").slice(0, 1_500)),
});
