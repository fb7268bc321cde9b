/** Somebody who wants some keys, or has them. */
export interface Claim {
  readonly name: string;
  readonly agent: number;
  readonly keys: readonly string[];
}

/**
 * What the lock promises, as plainly as it can be said: everybody stands in one line in the order of asking,
 * and has all keys as soon as nobody holds one of them and nobody ahead in the line wants one of them.
 */
export class LockModel {
  readonly held: Claim[] = [];
  readonly line: Claim[] = [];
  /** Names in the line whose process is gone: they keep their place until their turn comes, and then take nothing. */
  readonly #gone = new Set<string>();

  /** Who stands in line and lives. */
  get waiting(): Claim[] {
    return this.line.filter(({ name }) => !this.#gone.has(name));
  }

  ask(claim: Claim, canWait: boolean): void {
    this.line.push(claim);
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

  /** Whoever was of that process is gone: who held, after a lease; who waited, when the turn comes. */
  crash(agent: number): void {
    for (const { name } of this.line.filter((claim) => claim.agent === agent)) this.#gone.add(name);
    for (const { name } of this.held.filter((claim) => claim.agent === agent)) remove(this.held, name);
    this.#serve();
  }

  #serve(): void {
    const taken = new Set(this.held.flatMap(({ keys }) => keys));
    for (const claim of [...this.line]) {
      if (!claim.keys.some((key) => taken.has(key))) {
        remove(this.line, claim.name);
        if (this.#gone.has(claim.name)) continue;
        this.held.push(claim);
      }
      for (const key of claim.keys) taken.add(key);
    }
  }
}

function remove(list: Claim[], name: string): void {
  const at = list.findIndex((claim) => claim.name === name);
  if (at >= 0) list.splice(at, 1);
}
