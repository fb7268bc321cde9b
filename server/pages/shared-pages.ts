import { CATALOGUE_PARAMETERS } from "#lib/catalog/schema.ts";

/**
 * The pages that are the same for everybody who reads the same language (home, catalogue, product), and the
 * parameters that each knows. Next's router adds `_rsc`, by which it tells its own requests apart.
 */
const SHARED: readonly (readonly [path: RegExp, parameters: readonly string[]])[] = [
  [/^\/$/, ["_rsc"]],
  [/^\/products$/, [...CATALOGUE_PARAMETERS, "_rsc"]],
  [/^\/products\/[^/]+$/, ["_rsc"]],
];
const LONGEST_URL = 1_000;

/**
 * The address by which a shared page is kept and rendered: the parameters that the page knows, in one order. What
 * links add to find out where a visitor came from makes no page of its own. Null for every other page.
 * `path` is the address without its language.
 */
export function sharedAddress(url: string, path: string): string | null {
  const parameters = SHARED.find(([pattern]) => pattern.test(path))?.[1];
  if (!parameters) return null;
  const [whole = "", ...rest] = url.split("?");
  const asked = new URLSearchParams(rest.join("?"));
  const known = parameters.flatMap((name) => {
    const values = asked.getAll(name);
    // A parameter that is named twice counts as not asked, as the page itself reads it.
    return values.length === 1 && values[0] !== undefined ? [[name, values[0]]] : [];
  });
  const address = known.length > 0 ? `${whole}?${new URLSearchParams(known)}` : whole;
  return address.length <= LONGEST_URL ? address : null;
}
