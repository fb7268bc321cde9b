import { describe, expect, it } from "vitest";
import { refuseGuessable } from "#lib/auth/password-rule.ts";

const owner = { email: "kim.tester@example.com", name: "Kim Tester" };

describe("a password", () => {
  it.each([
    "password",
    "Password",
    "PASSWORD1!",
    "p@ssw0rd",
    "Passw0rd123",
    "drowssap",
    "12345678",
    "87654321",
    "19900101",
    "1990-01-01",
    "010-1234-5678",
    "11111111",
    "        ",
    "a       a",
    "abababab",
    "abcdefgh",
    "qwertyui",
    "qwerty123",
    "asdfghjkl",
    "1q2w3e4r",
    "iloveyou1",
    "dragon12",
    "hunter2hunter2",
    "letmein!!",
    "lockstep",
    "Lockstep2026!",
    "l0ckst3p",
    "ｐａｓｓｗｏｒｄ",
    "pass word",
    "kim.tester@example.com",
    "KIM.TESTER@EXAMPLE.COM",
    "kim.tester@example.com1",
    "kim.tester",
    "kimtester",
    "Kim Tester",
    "kim.tester1",
    "retset.mik",
    "example.com",
    "qwer1234!",
    "!!abcd1234",
    "비밀번호1234",
    "안녕하세요123",
    "ㅁㄴㅇㄹ1234",
    "dkssudgktpdy",
    "tkfkdgo1004",
    "Tester Kim 1",
    "testerkim99",
  ])("such as %j is refused", async (password) => {
    await expect(refuseGuessable(password, owner)).rejects.toMatchObject({
      code: "VALIDATION",
      facts: { reason: "PASSWORD_TOO_COMMON", errors: [{ path: "password" }] },
    });
  });

  it.each([
    "a long password",
    "correct-horse-battery",
    "correct horse battery staple",
    "demo-shopper-1",
    "test-password-1",
    "Tr0ub4dor&3",
    "비밀번호는 길어야 한다",
    "xK9#mQ2$vL",
    "aB3dE6gH9jK2",
    "x".repeat(60).concat("-something-else"),
    "428135906217",
  ])("such as %j is taken", async (password) => {
    await expect(refuseGuessable(password, owner)).resolves.toBeUndefined();
  });

  it("of any length is looked at in no time", async () => {
    for (const password of ["p@$$w0rd1!".repeat(13), "a".repeat(128), "@4($3|1!0057+%2z".repeat(8)])
      await refuseGuessable(password.slice(0, 128), owner).catch(() => undefined);
  });
});
