/** What is typed to sign in or to open an account. */
export interface TypedAuth {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export type AuthField = keyof TypedAuth;

const PASSWORD_MIN = 8;

/** The fields that can't be right, in the order of the page: seen before anything is sent. */
export function faultsIn({ name, email, password }: TypedAuth, mode: "sign-in" | "sign-up"): AuthField[] {
  const isSignUp = mode === "sign-up";
  const faults: AuthField[] = [];
  if (isSignUp && name.trim() === "") faults.push("name");
  if (!/^\S+@\S+\.\S+$/.test(email.trim())) faults.push("email");
  if (password.length < (isSignUp ? PASSWORD_MIN : 1)) faults.push("password");
  return faults;
}
