/** Whether Redis answered, with an error: the command was received, and did nothing. */
export function isReply(error: unknown): error is Error {
  return error instanceof Error && error.name === "ReplyError";
}

/** The word that an error of Redis begins with; Redis 6 wraps those that a script meets. */
function codeOf(error: Error): string {
  const [, wrapped] = /^ERR Error running script.*?: -?([A-Z]+) /.exec(error.message) ?? [];
  return wrapped ?? error.message.split(" ", 1)[0] ?? "";
}

/** Whether to try another server: this one was demoted, or no longer has the keys. */
export function wantsOtherServer(error: Error): boolean {
  return ["READONLY", "MOVED", "CLUSTERDOWN", "MASTERDOWN"].includes(codeOf(error));
}

/** Whether the server takes no commands, or no writes, of anybody now. */
export function refusesAll(error: Error): boolean {
  return ["MISCONF", "NOREPLICAS", "BUSY", "LOADING", "NOAUTH"].includes(codeOf(error));
}

/** Whether a retry is useless: only a change of the configuration helps. */
export function isFinal(error: unknown): boolean {
  return isReply(error) && ["NOPERM", "CROSSSLOT", "WRONGTYPE"].includes(codeOf(error));
}

/** Why no lock was to be had, for people. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return isReply(error) ? `Redis refuses: ${message}` : `Redis can't be reached: ${message}`;
}
