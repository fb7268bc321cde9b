"use client";

import { unstable_rethrow } from "next/navigation";
import type { FormEvent } from "react";
import { loadsNewerBuild } from "./newer-build.ts";

/** What a form holds, with the button that sent it. */
export function formOf(event: FormEvent<HTMLFormElement>): FormData {
  const { submitter } = event.nativeEvent as SubmitEvent;
  return new FormData(event.currentTarget, submitter);
}

/** For what goes on in the page that comes instead. */
const forever = new Promise<never>(() => {});

/** Whether a server action came to its end; false when the shop was not reached, or could not do it now. */
export async function isAnswered(action: Promise<void>): Promise<boolean> {
  try {
    await action;
    return true;
  } catch (error) {
    // A redirect travels as an error.
    unstable_rethrow(error);
    if (loadsNewerBuild(error)) await forever;
    return false;
  }
}
