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
/** What is done after an answer is done before so many more of these have been answered. */
const LATER_CHUNKS = 3;
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
  const later = new Later();
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
    const expected = later.expectedWith(answered);
    const unaccounted = movedBetween(before, after).filter((name) => !expected.has(name));
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

/** Which tables the accepted requests may have changed; some of them a moment after their answer. */
class Later {
  /** What may still change, by how many chunks ago it was asked for. */
  #recent: (readonly string[])[] = [];

  expectedWith(answered: readonly { attack: Attack; answer: Answer }[]): ReadonlySet<string> {
    const accepted = answered.flatMap(({ attack, answer: { status } }) =>
      status > 0 && status < 400 ? [attack] : [],
    );
    const asked = accepted.flatMap(({ mayMoveLater = [] }) => mayMoveLater);
    this.#recent = [asked, ...this.#recent].slice(0, LATER_CHUNKS);
    return new Set([...accepted.flatMap(({ mayMove }) => mayMove), ...this.#recent.flat()]);
  }
}

const faultOf = (index: number, attack: Attack, why: string): Fault => ({
  index,
  attack: attack.name,
  why,
  bytes: JSON.stringify(attack.bytes.toString("latin1").slice(0, 1_500)),
});
