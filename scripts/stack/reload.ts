/** Replaces the app's processes by new ones, one after the other; nobody's request fails. */
export async function reload(app: { reload(): Promise<void> }): Promise<void> {
  process.stderr.write("  replacing the app's processes\n");
  await app.reload().then(
    () => process.stderr.write("  the app's processes were replaced\n"),
    (error: unknown) => process.stderr.write(`  ${error instanceof Error ? error.message : String(error)}\n`),
  );
}
