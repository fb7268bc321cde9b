import { describe, expect, it } from "vitest";
import { letter } from "#lib/mail/texts.ts";

const LINK = "https://shop.test/reset-password?token=abc";

describe("a mail", () => {
  it.each(["confirm", "reset", "changed", "taken"] as const)(
    "%s holds its link, in both languages",
    (kind) => {
      for (const locale of ["en", "ko"] as const) {
        const mail = letter(kind, locale, { email: "mina@shop.test", name: "Mina" }, LINK);
        expect(mail.to).toBe("mina@shop.test");
        expect(mail.subject).not.toBe("");
        expect(mail.text).toContain(`\n\n${LINK}\n`);
        expect(mail.text).toContain("Mina");
      }
    },
  );

  it.each([
    ["Mina\r\nBcc: all@shop.test", "Mina  Bcc  all shop test"],
    ["https://evil.test/x", "https   evil test x"],
    ["x".repeat(200), "x".repeat(60)],
    ["O'Neill-Smith Jr.", "O'Neill-Smith Jr."],
  ])("writes the name %j as %j: no line and no link of its own", (name, written) => {
    const { text } = letter("confirm", "en", { email: "a@shop.test", name }, LINK);
    expect(text.split("\n")[0]).toBe(`Hello ${written},`);
  });
});
