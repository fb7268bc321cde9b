import { z } from "zod";
import { type ApiResult, NOT_REACHED, readAnswer } from "./call-api.ts";

const Led = z.object({ to: z.string() });

/** A form's answer: where to go, or why not, with the seconds to wait where it says so. */
export type FormResult = ApiResult<z.output<typeof Led>> & { readonly wait?: number };

/** Sends a form as the browser would, to its own address, and asks for an answer that a script can read. */
export async function sendForm(form: HTMLFormElement): Promise<FormResult> {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  try {
    const headers = { accept: "application/json", "accept-language": document.documentElement.lang };
    const response = await fetch(form.action, { method: "POST", headers, body: fields });
    const result = readAnswer(response.status, await response.json(), Led);
    const wait = Number(response.headers.get("retry-after"));
    return wait > 0 ? { ...result, wait } : result;
  } catch {
    return NOT_REACHED;
  }
}
