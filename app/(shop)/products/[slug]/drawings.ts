import { readdirSync } from "node:fs";
import { join } from "node:path";

/** What else there is to see of a product: it in use, and beside something of a known size. */
export const VIEWS = ["use", "scale"] as const;

const OWN_PICTURE = /^\/products\/([a-z0-9-]+)\.svg$/;
let there: ReadonlySet<string> | undefined;

/** The further drawings of a picture of the shop's own; a picture that was brought from elsewhere has none. */
export function drawingsOf(imageUrl: string | null): { view: (typeof VIEWS)[number]; url: string }[] {
  const [, name] = OWN_PICTURE.exec(imageUrl ?? "") ?? [];
  if (!name) return [];
  there ??= new Set(readdirSync(join(process.cwd(), "public", "products")));
  return VIEWS.map((view) => ({ view, file: `${name}-${view}.svg` }))
    .filter(({ file }) => there?.has(file))
    .map(({ view, file }) => ({ view, url: `/products/${file}` }));
}
