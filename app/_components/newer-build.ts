import { unstable_isUnrecognizedActionError } from "next/navigation";
import { useEffect } from "react";
import { keepFields } from "./kept-fields.ts";

const RELOADED_AT = "lockstep:reloaded-at";
/** A page that fails again so soon after it was loaded anew fails for another reason. */
const AGAIN_MS = 30_000;

/** Whether the page failed because the shop has a newer build, which lacks a script or an action of this one. */
const isOfOlderBuild = (error: unknown): boolean =>
  (error instanceof Error && error.name === "ChunkLoadError") || unstable_isUnrecognizedActionError(error);

/**
 * Loads the page anew, as the newer build has it, where that is why it failed, and keeps what was typed for it. Answers
 * whether it does.
 */
export function loadsNewerBuild(error: unknown): boolean {
  if (!isOfOlderBuild(error)) return false;
  try {
    const last = Number(sessionStorage.getItem(RELOADED_AT) ?? 0);
    if (Date.now() - last < AGAIN_MS) return false;
    sessionStorage.setItem(RELOADED_AT, String(Date.now()));
    keepFields();
    location.reload();
    return true;
  } catch {
    // Without storage nothing would end the loading: the page offers it as a button.
    return false;
  }
}

/** The same for a page that could not be shown. */
export function useNewerBuild(error: Error): void {
  useEffect(() => void loadsNewerBuild(error), [error]);
}
