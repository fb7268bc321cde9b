import { isTopic, type Topic } from "#lib/page-tags/topics.ts";

/** The Redis channel on which processes tell each other what changes. */
export const LIVE_CHANNEL = "lockstep:live";

/** What a process tells the others. */
export interface LiveMessage {
  /** About to change, by a transaction that has this id. */
  readonly soon?: { readonly id: string; readonly topics: readonly Topic[] };
  /** Changed. */
  readonly changed?: readonly Topic[];
  /** Transactions that were told of and have ended, one way or the other. */
  readonly ended?: readonly string[];
}

/** Reads a message; what is not from us says nothing. */
export function readMessage(text: string): LiveMessage {
  try {
    const told: unknown = JSON.parse(text);
    if (!isRecord(told)) return {};
    const { soon, changed, ended } = told;
    return {
      changed: listOf(changed, isTopic),
      ended: listOf(ended, isText),
      ...(isRecord(soon) && isText(soon["id"])
        ? { soon: { id: soon["id"], topics: listOf(soon["topics"], isTopic) } }
        : {}),
    };
  } catch {
    return {};
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
const isText = (value: unknown): value is string => typeof value === "string";

function listOf<T>(value: unknown, isOne: (item: unknown) => item is T): readonly T[] {
  return Array.isArray(value) ? value.filter(isOne) : [];
}
