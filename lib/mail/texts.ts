import type { Locale } from "#lib/values/locale.ts";
import type { Mail } from "./mailer.ts";

/** What the shop writes about, with the link that each mail is for. */
type Letter = (name: string, link: string) => Omit<Mail, "to">;

const LETTERS: Readonly<Record<"confirm" | "reset" | "changed" | "taken", Readonly<Record<Locale, Letter>>>> =
  {
    confirm: {
      en: (name, link) => ({
        subject: "Confirm your e-mail address",
        text: `Hello ${name},\n\nopen this link within a day to confirm your address:\n\n${link}\n\nIf you opened no account at Lockstep, ignore this mail.\n`,
      }),
      ko: (name, link) => ({
        subject: "이메일 주소를 확인해 주세요",
        text: `${name} 님, 안녕하세요.\n\n하루 안에 아래 링크를 열어 주소를 확인해 주세요.\n\n${link}\n\nLockstep에 가입하지 않으셨다면 이 메일을 무시하세요.\n`,
      }),
    },
    reset: {
      en: (name, link) => ({
        subject: "Choose a new password",
        text: `Hello ${name},\n\nopen this link within an hour to choose a new password:\n\n${link}\n\nIf you did not ask for it, ignore this mail: your password stays as it is.\n`,
      }),
      ko: (name, link) => ({
        subject: "새 비밀번호를 정해 주세요",
        text: `${name} 님, 안녕하세요.\n\n한 시간 안에 아래 링크를 열어 새 비밀번호를 정해 주세요.\n\n${link}\n\n요청하지 않으셨다면 이 메일을 무시하세요. 비밀번호는 그대로입니다.\n`,
      }),
    },
    taken: {
      en: (name, link) => ({
        subject: "You already have an account",
        text: `Hello ${name},\n\nsomebody tried to open an account at Lockstep with this address, which has one already. If it was you, sign in, or choose a new password:\n\n${link}\n\nIf it was not you, there is nothing to do: your account is as it was.\n`,
      }),
      ko: (name, link) => ({
        subject: "이미 계정이 있습니다",
        text: `${name} 님, 안녕하세요.\n\n누군가 이 주소로 Lockstep에 가입하려고 했지만, 이미 계정이 있습니다. 본인이라면 로그인하거나 새 비밀번호를 정해 주세요.\n\n${link}\n\n본인이 아니라면 하실 일이 없습니다. 계정은 그대로입니다.\n`,
      }),
    },
    changed: {
      en: (name, link) => ({
        subject: "Your password was changed",
        text: `Hello ${name},\n\nthe password of your account was changed, and every other browser was signed out.\n\nIf it was not you, choose a new one at once:\n\n${link}\n`,
      }),
      ko: (name, link) => ({
        subject: "비밀번호가 바뀌었습니다",
        text: `${name} 님, 안녕하세요.\n\n계정의 비밀번호가 바뀌었고 다른 브라우저는 모두 로그아웃되었습니다.\n\n본인이 아니라면 바로 새 비밀번호를 정해 주세요.\n\n${link}\n`,
      }),
    },
  };

/** A mail to somebody in a language. A name can't start a line, and holds nothing that mail programs take for a link. */
export function letter(
  kind: keyof typeof LETTERS,
  locale: Locale,
  to: { readonly email: string; readonly name: string },
  link: string,
): Mail {
  const name = to.name
    .replace(/[^\p{L}\p{N} .'-]/gu, " ")
    .replace(/\.(?=\S)/g, " ")
    .slice(0, 60);
  return { to: to.email, ...LETTERS[kind][locale](name, link) };
}
