import { z } from "zod";
import { Id } from "#lib/values/identifier.ts";
import { plainText } from "#lib/values/plain-text.ts";

/** The bounds of a password, in characters. */
export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 128;

/** An e-mail address as accounts are found by it: without capitals. */
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** A password that somebody chooses. What is too common is refused where it is kept. */
export const NewPassword = z.string().min(PASSWORD_MIN).max(PASSWORD_MAX);

/** A password that is to be compared: how long it may be is all that is asked. */
export const TriedPassword = z.string().min(1).max(PASSWORD_MAX);

export const SignUpBody = z.strictObject({ name: plainText(100), email: Email, password: NewPassword });
/** Whatever else callers send here is dropped: better-auth would take it for an address to go to. */
export const SignInBody = z.object({ email: Email, password: TriedPassword });
export const SignOutBody = z.strictObject({});
/** A form that is only a button. */
export const NoFields = z.object({});

/** What a link of a mail carries. */
export const MailToken = z.string().regex(/^[\w-]{1,64}$/);

export const ForgotPasswordForm = z.strictObject({ email: Email });
export const ResetPasswordForm = z.strictObject({ token: MailToken, password: NewPassword });
export const ChangePasswordForm = z.strictObject({ current: TriedPassword, password: NewPassword });
export const EndSessionForm = z.strictObject({ session: Id });
export const ConfirmEmailForm = z.strictObject({ token: MailToken });
