/** What was found for a path: the entry of the table, and what its brackets stand for. */
export interface RouteMatch<Entry> {
  readonly entry: Entry;
  readonly params: Readonly<Record<string, string | string[]>>;
}

interface Pattern<Entry> {
  readonly segments: readonly string[];
  readonly entry: Entry;
}

/** What a segment of a pattern matches; the most exact patterns are tried first. */
const rankOf = (segment: string): number =>
  segment.startsWith("[...") ? 2 : segment.startsWith("[") ? 1 : 0;

const nameOf = (segment: string): string => segment.replace(/^\[(?:\.\.\.)?|\]$/g, "");

/**
 * Finds paths in a table whose keys are written as Next names route folders: `/api/orders/[id]`, `/api/[...path]`.
 * A fixed segment wins over a name in brackets, and that over the rest of a path.
 */
export class RouteTable<Entry> {
  readonly #fixed = new Map<string, RouteMatch<Entry>>();
  readonly #patterns: readonly Pattern<Entry>[];

  constructor(routes: Readonly<Record<string, Entry>>) {
    const patterns: Pattern<Entry>[] = [];
    for (const [path, entry] of Object.entries(routes)) {
      if (path.includes("[")) patterns.push({ segments: path.split("/"), entry });
      else this.#fixed.set(path, { entry, params: {} });
    }
    this.#patterns = patterns.sort(byExactness);
  }

  /** @throws URIError when a segment that stands for a name can't be decoded. */
  find(path: string): RouteMatch<Entry> | null {
    const fixed = this.#fixed.get(path);
    if (fixed) return fixed;
    const segments = path.split("/");
    for (const { segments: pattern, entry } of this.#patterns) {
      const params = paramsOf(pattern, segments);
      if (params) return { entry, params };
    }
    return null;
  }
}

function byExactness<Entry>(a: Pattern<Entry>, b: Pattern<Entry>): number {
  for (const [index, segment] of a.segments.entries()) {
    const difference = rankOf(segment) - rankOf(b.segments[index] ?? "");
    if (difference !== 0) return difference;
  }
  return 0;
}

function paramsOf(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string | string[]> | null {
  const params: Record<string, string | string[]> = {};
  for (const [index, expected] of pattern.entries()) {
    const given = segments[index];
    if (given === undefined) return null;
    const rank = rankOf(expected);
    if (rank === 2) {
      params[nameOf(expected)] = segments.slice(index).map(decodeURIComponent);
      return params;
    }
    if (rank === 0 && given !== expected) return null;
    if (rank === 1) params[nameOf(expected)] = decodeURIComponent(given);
  }
  return segments.length === pattern.length ? params : null;
}
