/** Somebody who wants some keys, or has them. */
export interface Claim {
  readonly name: string;
  readonly agent: number;
  readonly keys: readonly string[];
}

interface Place extends Claim {
  /** Who tries without a wait passes nobody. */
  readonly mayPass: boolean;
  passes: number;
}

/** How often a waiter may be passed, where nobody says: as the manager's default. */
const MAX_PASSES = 8;
/** So many may be ahead in the queue of one key and be passed: the lock looks no further behind its head. */
const DEPTH = 4;

/**
 * What the lock promises, as plainly as it can be said: everybody stands in one line in the order of asking. The
 * first who can have all keys has them: when nobody holds one of them, and everybody ahead who wants one of them,
 * and could not run, has been passed less often than is allowed, and they are few on each key.
 */
export class LockModel {
  readonly held: Claim[] = [];
  readonly line: Place[] = [];
  /** Names in the line whose process is gone: they keep their place until one of them could run. */
  readonly #gone = new Set<string>();

  /** Who stands in line and lives. */
  get waiting(): Claim[] {
    return this.line.filter(({ name }) => !this.#gone.has(name));
  }

  ask(claim: Claim, waitMs: number, canWait: boolean): void {
    this.line.push({ ...claim, mayPass: waitMs > 0, passes: 0 });
    this.#serve();
    if (!canWait) this.leave(claim.name);
  }

  release(name: string): void {
    remove(this.held, name);
    this.#serve();
  }

  leave(name: string): void {
    remove(this.line, name);
    this.#serve();
  }

  /** Whoever was of that process is gone: who held, after a lease; who waited, when one of them could run. */
  crash(agent: number): void {
    for (const { name } of this.line.filter((claim) => claim.agent === agent)) this.#gone.add(name);
    for (const { name } of this.held.filter((claim) => claim.agent === agent)) remove(this.held, name);
    this.#serve();
  }

  #serve(): void {
    for (let next = this.#next(); next; next = this.#next()) {
      if (this.#gone.has(next.name)) {
        const { agent } = next;
        const dead = this.line.filter((claim) => claim.agent === agent && this.#gone.has(claim.name));
        for (const { name } of dead) remove(this.line, name);
      } else {
        for (const place of this.#ahead(next)) place.passes += 1;
        remove(this.line, next.name);
        this.held.push(next);
      }
    }
  }

  #next(): Place | undefined {
    const taken = new Set(this.held.flatMap(({ keys }) => keys));
    return this.line.find((place) => {
      const ahead = this.#ahead(place);
      const isNear = place.keys.every(
        (key) => ahead.filter(({ keys }) => keys.includes(key)).length <= DEPTH,
      );
      const isPassable = place.mayPass
        ? isNear && ahead.every(({ passes }) => passes < MAX_PASSES)
        : ahead.length === 0;
      return isPassable && !place.keys.some((key) => taken.has(key));
    });
  }

  #ahead(place: Place): Place[] {
    const before = this.line.slice(0, this.line.indexOf(place));
    return before.filter(({ keys }) => keys.some((key) => place.keys.includes(key)));
  }
}

function remove(list: Claim[], name: string): void {
  const at = list.findIndex((claim) => claim.name === name);
  if (at >= 0) list.splice(at, 1);
}
