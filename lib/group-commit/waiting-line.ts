/** Something that waits for the locks of all its keys. */
export interface Waiting {
  readonly keys: readonly string[];
  /** Goes only in a group with entries that share a key with it. */
  readonly isAlone?: boolean;
}

/** How large a group may be, and whether it may mix entries that share no key. */
export interface GroupBounds {
  readonly mostEntries: number;
  readonly mostKeys: number;
  readonly mixes: boolean;
}

/** The entries that wait in one process, first come, first served; at most one group at a time gets a key. */
export class WaitingLine<Entry extends Waiting> {
  #entries = new Set<Entry>();
  readonly #wanted = new Map<string, number>();

  get size(): number {
    return this.#entries.size;
  }

  /** The waiting entries, the first to come first. */
  [Symbol.iterator](): IterableIterator<Entry> {
    return this.#entries.values();
  }

  /** Whether an entry waits for one of the keys. */
  wants(keys: readonly string[]): boolean {
    return keys.some((key) => this.#wanted.has(key));
  }

  add(entry: Entry): void {
    this.#entries.add(entry);
    for (const key of entry.keys) this.#wanted.set(key, (this.#wanted.get(key) ?? 0) + 1);
  }

  /** Puts entries back at the head of the line, in their order. */
  putBack(entries: readonly Entry[]): void {
    const others = this.#entries;
    this.#entries = new Set();
    for (const entry of entries) this.add(entry);
    for (const entry of others) this.#entries.add(entry);
  }

  /** Takes an entry out; false when it did not wait. */
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
   * Takes the next group out of the line: the first entry that can go, with the entries that share a key with the group
   * (with any entries when it `mixes`). No entry overtakes an earlier one that shares a key with it, and none is taken
   * whose key is `engaged`.
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
