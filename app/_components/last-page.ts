import { redirect } from "next/navigation";

interface ReadPage {
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
}

/** Sends a reader that asks for a page beyond the end of a list to its last one, which is what there is. */
export function redirectBeyondEnd({ page, pageSize, total }: ReadPage, href: (page: number) => string): void {
  const last = Math.max(1, Math.ceil(total / pageSize));
  if (page > last) redirect(href(last));
}
