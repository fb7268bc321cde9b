/** Where a tab keeps the order that it has sent and that was not answered. A reload keeps it, closing the tab does not. */
export const AT_WORK = "lockstep.order-at-work";

/** Whether this tab has sent an order from this page that was not answered. */
export function isOrderAtWork(): boolean {
  try {
    const kept = sessionStorage.getItem(AT_WORK) ?? "";
    return kept.includes(JSON.stringify(location.pathname + location.search));
  } catch {
    // A browser that keeps nothing has nothing at work.
    return false;
  }
}
