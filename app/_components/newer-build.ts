import { unstable_isUnrecognizedActionError } from "next/navigation";
import { useEffect } from "react";

const RELOADED_AT = "lockstep:reloaded-at";
/** A page that fails again so soon after it was loaded anew fails for another reason. */
const AGAIN_MS = 30_000;

/** Whether the page failed because the shop has a newer build, which lacks a script or an action of this one. */
const isOfOlderBuild = (error: Error): boolean =>
  error.name === "ChunkLoadError" || unstable_isUnrecognizedActionError(error);

/** Loads the page anew, as the newer build has it. */
export function useNewerBuild(error: Error): void {
  useEffect(() => {
    if (!isOfOlderBuild(error)) return;
    try {
      const last = Number(sessionStorage.getItem(RELOADED_AT) ?? 0);
      if (Date.now() - last < AGAIN_MS) return;
      sessionStorage.setItem(RELOADED_AT, String(Date.now()));
      location.reload();
    } catch {
      // Without storage nothing would end the loading: the page offers it as a button.
    }
  }, [error]);
}
