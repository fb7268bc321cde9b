import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { PasswordAsk } from "./_parts/password-ask.tsx";

/** Gives the dashboard its words, which no page of the shop carries. Each page checks the role by itself. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <NextIntlClientProvider messages={await getMessages()}>
      <div data-desk>{children}</div>
      <PasswordAsk />
    </NextIntlClientProvider>
  );
}
