/** Shows that the next page is on its way; only when it is not there at once. */
export function WorkBar() {
  return (
    <span
      aria-hidden
      data-testid="at-work"
      className="work-bar pointer-events-none fixed inset-x-0 top-0 z-60 block h-1 bg-accent"
    />
  );
}
