import { Pool } from "undici";

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** Posts JSON over so many connections as there are buyers, each kept open. */
export class JsonClient {
  readonly #pool: Pool;

  constructor(url: string, connections: number) {
    this.#pool = new Pool(url, { connections, pipelining: 1, headersTimeout: 120_000, bodyTimeout: 120_000 });
  }

  async post(path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<Answer> {
    const answer = await this.#pool.request({
      path,
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    const text = await answer.body.text();
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: jsonOf(text),
    };
  }

  close = (): Promise<void> => this.#pool.destroy();
}

/** The JSON of an answer; its text where a server answers otherwise, as some do in trouble. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
