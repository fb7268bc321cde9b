import type { z } from "zod";
import { type DoorCaller, doorCallerOf } from "#lib/auth/caller.ts";
import { refuseDemo } from "#lib/auth/demo-shopper.ts";
import { type User, userOf } from "#lib/auth/session.ts";
import { DomainError, isDomainError } from "#lib/errors.ts";
import { returnPath } from "#lib/http/return-path.ts";
import { readForm } from "./form-body.ts";
import { refusedForm } from "./refused-form.ts";
import { answering } from "./route.ts";
import { requireSameOrigin } from "./same-origin.ts";
import { parseInput } from "./validate.ts";

interface Form<S extends z.ZodType> {
  readonly id: string;
  /** The page that has the form: a browser without JavaScript is led back there when the form is refused. */
  readonly page: `/${string}`;
  /** Where to go when it worked, unless the address says where. */
  readonly done?: `/${string}`;
  readonly schema: S;
}

interface Sender {
  readonly caller: DoorCaller;
  readonly headers: Headers;
}

interface Outcome {
  readonly cookies?: readonly string[];
}

type FormHandler = (request: Request) => Promise<Response>;

/**
 * The handler of a form that works with and without JavaScript. A caller that accepts JSON gets `{"to": ...}` or a problem;
 * a browser that sends the form by itself is led on, or back to the page with the reason. What was typed into a
 * password is never led anywhere.
 */
export function formRoute<S extends z.ZodType>(
  form: Form<S>,
  handle: (fields: z.output<S>, sender: Sender) => Promise<Outcome | undefined>,
): FormHandler {
  return (request) =>
    answering(form.id, async () => {
      requireSameOrigin(request);
      const { searchParams } = new URL(request.url);
      const to = returnPath(searchParams.get("next") ?? form.done);
      const wantsJson = request.headers.get("accept")?.includes("application/json") ?? false;
      let fields: Record<string, unknown> = {};
      try {
        fields = await readForm(request);
        const sender = { caller: doorCallerOf(request.headers), headers: request.headers };
        const outcome = await handle(parseInput(form.schema, fields), sender);
        return led(wantsJson, to, outcome?.cookies ?? []);
      } catch (error) {
        if (wantsJson || !isDomainError(error) || error.code === "NOT_FOUND") throw error;
        return refusedForm(form.page, searchParams, fields, error);
      }
    });
}

/** The same for signed-in shoppers; a demo shopper has no password and no sessions to look after. */
export function ownFormRoute<S extends z.ZodType>(
  form: Form<S>,
  handle: (fields: z.output<S>, sender: Sender & { readonly user: User }) => Promise<Outcome | undefined>,
): FormHandler {
  return formRoute(form, async (fields, sender) => {
    const user = await userOf(sender.headers);
    if (!user) throw new DomainError("UNAUTHENTICATED", "Sign in to do this.");
    refuseDemo(user);
    return handle(fields, { ...sender, user });
  });
}

function led(wantsJson: boolean, to: string, cookies: readonly string[]): Response {
  const headers = new Headers();
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  if (wantsJson) return Response.json({ to }, { headers });
  headers.set("location", to);
  return new Response(null, { status: 303, headers });
}
