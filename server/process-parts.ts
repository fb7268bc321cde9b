import type { warmUp } from "#lib/health/warm-up.ts";
import type { ApiDoor } from "./api-door.ts";
import type { behindEdge } from "./edge/edge.ts";
import type { sendBusy } from "./edge/send-busy.ts";
import type { answerUnparsable } from "./edge/unparsable.ts";
import type { PageServer } from "./pages/page-server.ts";
import type { SharedReads } from "./shared-reads.ts";

/** The shop's own code in the way of every request, as Next's bundler compiled it. */
export interface ProcessParts {
  readonly PageServer: typeof PageServer;
  /** Refuses what nothing can read, before anything reads it. */
  readonly behindEdge: typeof behindEdge;
  readonly answerUnparsable: typeof answerUnparsable;
  readonly warmUp: typeof warmUp;
  /** What the waiting room refuses by. */
  readonly sendBusy: typeof sendBusy;
  /** Answers the API before Next; null in development. */
  readonly apiDoor: ApiDoor | null;
  /** Reads once for all callers that ask the API for the same at one time; null in development. */
  readonly sharedReads: SharedReads | null;
}

const place = globalThis as typeof globalThis & { lockstepTakeParts?: (parts: ProcessParts) => void };

/** Whether this is one of the supervisor's app processes; under plain `next start` nobody takes the parts. */
export const isSupervised = (): boolean => place.lockstepTakeParts !== undefined;

/** Hands the parts to the app process, which can't import what is bundled. */
export function handOverParts(parts: ProcessParts): void {
  place.lockstepTakeParts?.(parts);
}
