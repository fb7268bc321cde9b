import { shop } from "./environment.ts";

const INPUT = /<input\b[^>]*>/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", quot: '"', "#x27": "'", lt: "<", gt: ">" };

const plain = (text: string) =>
  text.replace(/&(amp|quot|#x27|lt|gt);/g, (whole, name) => ENTITIES[name] ?? whole);
const attribute = (tag: string, name: string) =>
  plain(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "");

/** What a form holds as it stands on a page, by the names of its fields. */
export type Fields = Readonly<Record<string, string>>;

/** A browser without JavaScript, as far as forms need one: it keeps cookies, and posts what a form holds. */
export class PlainBrowser {
  readonly #cookies: Map<string, string>;

  constructor(cookies: Iterable<readonly [string, string]> = []) {
    this.#cookies = new Map(cookies);
  }

  /** Another tab of the same browser, with its cookies as they are now. */
  copy(): PlainBrowser {
    return new PlainBrowser(this.#cookies);
  }

  /** The page at a path. */
  async open(path: string): Promise<string> {
    return this.#keep(await fetch(new URL(path, shop.APP_URL), { headers: this.#headers() }));
  }

  /** Posts a form of a page with these fields besides those that it holds, and answers the page that comes. */
  async post(path: string, form: Fields, more: Fields): Promise<string> {
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...form, ...more })) body.set(name, value);
    const sent = { method: "POST", headers: this.#headers(), body, redirect: "manual" } as const;
    return this.#keep(await fetch(new URL(path, shop.APP_URL), sent));
  }

  #headers(): Record<string, string> {
    return { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
  }

  async #keep(answer: Response): Promise<string> {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const end = pair.indexOf("=");
      const [name, value] = [pair.slice(0, end), pair.slice(end + 1)];
      const isGone = /;\s*(?:max-age=0|expires=Thu, 01 Jan 1970)/i.test(line);
      if (isGone) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer.text();
  }
}

/** The form of a page that holds such a field, as a browser would send it without a change. */
export function formWith(page: string, field: string): Fields {
  const forms = page.match(/<form\b[^>]*>[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((text) => text.includes(`name="${field}`));
  if (!form) throw new Error(`no form with ${field}`);
  const inputs = (form.match(INPUT) ?? []).filter((tag) => attribute(tag, "name") !== "");
  return Object.fromEntries(inputs.map((tag) => [attribute(tag, "name"), attribute(tag, "value")]));
}
