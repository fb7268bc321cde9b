import { redirect } from "next/navigation";

interface ReadPage {
  readonly items: readonly unknown[];
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
}

/** Sends a reader that asks for a page beyond the end of a list to its last one, which is what there is. */
export function redirectBeyondEnd(
  { items, page, pageSize, total }: ReadPage,
  href: (page: number) => string,
): void {
  // What is read by a cursor has rows or not, whatever its number is: others may have gone meanwhile.
  if (items.length > 0 || (page === 1 && total === 0)) return;
  redirect(href(Math.min(page, Math.max(1, Math.ceil(total / pageSize)))));
}
