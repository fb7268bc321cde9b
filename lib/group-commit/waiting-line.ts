/** Something that waits for its turn on all of its keys. */
export interface Waiting {
  readonly keys: readonly string[];
  /** Is in no group with who shares no key with it. */
  readonly isAlone?: boolean;
}

/** How large a group may be, and whether it may hold what shares no key. */
export interface GroupBounds {
  readonly mostEntries: number;
  readonly mostKeys: number;
  readonly mixes: boolean;
}

/** Who waits in one process, in the order of coming, with at most one turn on a key handed out at a time. */
export class WaitingLine<Entry extends Waiting> {
  #entries = new Set<Entry>();
  readonly #wanted = new Map<string, number>();

  get size(): number {
    return this.#entries.size;
  }

  /** Who waits, in the order of coming. */
  [Symbol.iterator](): IterableIterator<Entry> {
    return this.#entries.values();
  }

  /** Whether anybody waits for one of the keys. */
  wants(keys: readonly string[]): boolean {
    return keys.some((key) => this.#wanted.has(key));
  }

  add(entry: Entry): void {
    this.#entries.add(entry);
    for (const key of entry.keys) this.#wanted.set(key, (this.#wanted.get(key) ?? 0) + 1);
  }

  /** Back to the head of the line, in their order. */
  putBack(entries: readonly Entry[]): void {
    const others = this.#entries;
    this.#entries = new Set();
    for (const entry of entries) this.add(entry);
    for (const entry of others) this.#entries.add(entry);
  }

  /** Whether it waited. */
  remove(entry: Entry): boolean {
    if (!this.#entries.delete(entry)) return false;
    for (const key of entry.keys) {
      const left = (this.#wanted.get(key) ?? 0) - 1;
      if (left > 0) this.#wanted.set(key, left);
      else this.#wanted.delete(key);
    }
    return true;
  }

  /**
   * Takes the next group out of the line: who comes first and can go, and with them who meets them on a key,
   * or anybody when it `mixes`. Nobody is taken past somebody ahead who wants one of the same keys, or past a
   * key that is `engaged`.
   */
  takeGroup(engaged: Iterable<string>, { mostEntries, mostKeys, mixes }: GroupBounds): Entry[] {
    const group: Entry[] = [];
    const keys = new Set<string>();
    const passed = new Set(engaged);
    for (const entry of this.#entries) {
      if (group.length === mostEntries) break;
      const isFirst = group.length === 0;
      const fits = isFirst || keys.size + entry.keys.length <= mostKeys;
      const mayMix = mixes && !entry.isAlone && !group[0]?.isAlone;
      const belongs = isFirst || mayMix || wantsOneOf(entry, keys);
      const joins = fits && belongs && !wantsOneOf(entry, passed);
      if (joins) group.push(entry);
      for (const key of entry.keys) (joins ? keys : passed).add(key);
    }
    for (const entry of group) this.remove(entry);
    return group;
  }
}

const wantsOneOf = ({ keys }: Waiting, some: ReadonlySet<string>) => keys.some((key) => some.has(key));
