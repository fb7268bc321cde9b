/** What of an error goes into a log, besides its name, its message and where it came from. */
const FACTS = ["code", "severity", "constraint", "table", "column", "routine", "syscall"] as const;
const DEEPEST = 4;
const LONGEST = 500;

/** An error as a log shows it. */
export interface ErrorDescription {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: ErrorDescription;
  readonly [fact: string]: unknown;
}

/**
 * An error and its causes for a log, without anything that a caller sent or a row holds: no parameters of queries,
 * and no values that PostgreSQL quotes.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error, message: clean(String(error)) };
  const facts = FACTS.flatMap((name) => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === "string" ? [[name, value] as const] : [];
  });
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message: clean(error.message, /^22/.test(String(Reflect.get(error, "code")))),
    ...Object.fromEntries(facts),
    ...(frames ? { stack: frames.join("\n") } : {}),
    ...(error.cause === undefined || depth === DEEPEST
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  };
}

/** The message up to the parameters of its query; with what it quotes left out, where that is the bad value. */
function clean(message: string, quotesValues = false): string {
  const [text = ""] = message.split("\nparams:");
  return (quotesValues ? text.replaceAll(/"[^"]*"/g, '"…"') : text).slice(0, LONGEST);
}
