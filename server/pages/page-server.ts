import type { IncomingMessage, ServerResponse } from "node:http";
import inject from "light-my-request";
import { hearChanges } from "#lib/announcements/hear-changes.ts";
import { env } from "#lib/env.ts";
import { ERRORS } from "#lib/errors.ts";
import { localeCookie } from "#lib/http/locale-cookie.ts";
import { headersOf, type RequestContext, requestContextOf } from "#lib/http/request-context.ts";
import { admit } from "../admit.ts";
import { answerClosed } from "../closed-answer.ts";
import { sendRefusal } from "../edge/send-refusal.ts";
import { tooManyForms } from "../edge/too-many-forms.ts";
import { BuiltFiles } from "./built-files.ts";
import { newNonce, policyForNonce } from "./content-policy.ts";
import { answeredForDatabase, withHonestAnswer } from "./honest-answer.ts";
import { keepLanguage } from "./keep-language.ts";
import { PageCache } from "./page-cache.ts";
import { RenderedPage } from "./rendered-page.ts";
import { sharedAddress } from "./shared-pages.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What Next's router sends along to get a part of a page; with the address it decides what is answered. */
const ROUTER_HEADERS = [
  "rsc",
  "next-router-state-tree",
  "next-router-prefetch",
  "next-router-segment-prefetch",
  "next-url",
];

/** Answers for the pages of one process: shared ones from memory, everything else straight from Next. */
export class PageServer {
  readonly #cache = new PageCache();
  readonly #built = new BuiltFiles(env().NEXT_DIST_DIR);
  readonly #host = new URL(env().PUBLIC_URL ?? env().APP_URL).host;

  readonly #handle: Handler;

  constructor(
    handle: Handler,
    private readonly keepsPages: boolean,
  ) {
    this.#handle = (request, response) => {
      keepLanguage(request, response);
      return handle(request, response);
    };
    if (!keepsPages) return;
    const cache = this.#cache;
    hearChanges({ heard: (topics) => cache.heard(topics), listen: (is) => cache.listen(is) });
  }

  /** What every request goes through before anything answers it. */
  admit(request: IncomingMessage, response: ServerResponse): void {
    admit(request, response);
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = await tooManyForms(request);
    if (refusal) return sendRefusal(request, response, refusal);
    if (this.keepsPages && (await this.#built.send(request, response))) return;
    if (this.keepsPages && (await answeredForDatabase(request, response))) return;
    const context = requestContextOf(request);
    Object.assign(request.headers, headersOf(context));
    // A reader that comes by an address of a language stays with it on the addresses that have none.
    if (context.addressed && context.addressed !== context.remembered)
      response.appendHeader("set-cookie", localeCookie(context.addressed));
    // Next's development server evaluates code, which no policy worth its name allows.
    if (!this.keepsPages) return this.#handle(request, response);
    const { method, url = "/" } = request;
    const address = method === "GET" || method === "HEAD" ? sharedAddress(url, context.path) : null;
    if (address === null) {
      const policy = policyForNonce(newNonce());
      request.headers["content-security-policy"] = policy;
      response.setHeader("content-security-policy", policy);
      return withHonestAnswer(request, response, () => this.#handle(request, response));
    }
    const page = await this.#pageFor(address, request, context);
    if (page.status === ERRORS.UNAVAILABLE.status) return answerClosed(request, response);
    await page.send(request, response);
  }

  async #render(url: string, headers: Record<string, string>): Promise<RenderedPage> {
    // Next marks with it what it writes itself; a part of a page that its router asks for has no scripts.
    const nonce = headers["rsc"] === "1" ? null : newNonce();
    const marked = nonce === null ? {} : { "content-security-policy": policyForNonce(nonce) };
    const answer = await inject(
      (asking, answering) => withHonestAnswer(asking, answering, () => this.#handle(asking, answering)),
      { url, headers: { ...headers, ...marked } },
    );
    return new RenderedPage(answer.statusCode, answer.headers, answer.rawPayload, nonce);
  }

  /** The page as anybody gets it: rendered without the caller's cookies, so that it can't hold what is theirs. */
  #pageFor(
    url: string,
    request: IncomingMessage,
    context: RequestContext,
  ): RenderedPage | Promise<RenderedPage> {
    // Without the first of them the others mean nothing.
    const asked = (request.headers["rsc"] === "1" ? ROUTER_HEADERS : []).flatMap((name) => {
      const value = request.headers[name];
      return typeof value === "string" ? [[name, value] as const] : [];
    });
    const key = JSON.stringify([url, context.locale, context.isSignedIn, asked]);
    const headers = { host: this.#host, ...headersOf(context), ...Object.fromEntries(asked) };
    return this.#cache.get(key, () => this.#render(url, headers));
  }
}
