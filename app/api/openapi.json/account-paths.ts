import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import {
  ChangePasswordForm,
  ConfirmEmailForm,
  EndSessionForm,
  ForgotPasswordForm,
  ResetPasswordForm,
  SignInBody,
  SignUpBody,
} from "#lib/auth/schema.ts";

const tags = ["Account"];
const Led = z.object({ to: z.string() }).meta({ id: "Led", description: "Where to go" });

/** A form: a browser is led on by 303, a caller that accepts JSON is told where to go, or why not. */
function form(operationId: string, summary: string, schema?: z.ZodObject) {
  const content = schema && {
    "application/x-www-form-urlencoded": { schema },
    "application/json": { schema },
  };
  return {
    post: {
      operationId,
      summary,
      tags,
      requestParams: { query: z.object({ next: z.string().optional() }) },
      ...(content ? { requestBody: { content } } : {}),
      responses: {
        "200": {
          description: "For who accepts JSON: where to go",
          content: { "application/json": { schema: Led } },
        },
        "303": { description: "Led on, or back to the page of the form with the reason" },
        "400": { description: "VALIDATION, `reason` says more" },
        "401": { description: "UNAUTHENTICATED" },
        "403": { description: "CROSS_ORIGIN, or FORBIDDEN for a demo shopper" },
        "429": { description: "RATE_LIMITED" },
      },
    },
  };
}

/** The forms of the account's pages, which work with and without JavaScript. */
export const accountPaths: ZodOpenApiPathsObject = {
  "/api/account/sign-in": form("signInForm", "Sign in by a form", SignInBody),
  "/api/account/sign-out": form("signOutForm", "Sign out by a form"),
  "/api/account/sign-up": form("signUpForm", "Open an account by a form", SignUpBody),
  "/api/account/forgot-password": form(
    "forgotPassword",
    "Have a link to choose a new password mailed; the answer is the same whether there is such an account",
    ForgotPasswordForm,
  ),
  "/api/account/reset-password": form(
    "resetPassword",
    "Choose a new password by the link of a mail",
    ResetPasswordForm,
  ),
  "/api/account/change-password": form("changePassword", "Change one's password", ChangePasswordForm),
  "/api/account/end-session": form(
    "endSession",
    "End one session, or with `others` every one but this",
    EndSessionForm,
  ),
  "/api/account/confirm-email": form(
    "confirmEmail",
    "Confirm an address by the link of a mail",
    ConfirmEmailForm,
  ),
  "/api/account/send-confirmation": form("sendConfirmation", "Have the link to confirm mailed again"),
};
