import { compress, type Encoding } from "./pages/encoding.ts";

/** As the API's other answers: what is smaller is not worth its compression. */
const LEAST_BYTES = 1_024;
/** In a rush the same bytes go to many, but only for an instant. */
const EFFORT = { br: 4, gzip: 6 } as const;

/** Headers as names and values in turn, and a body. */
export interface Packed {
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** What was read, as it goes to everybody who asked for it. */
export class Reading {
  readonly #packed = new Map<Encoding, Promise<Packed>>();
  readonly #plain: Packed;

  constructor(
    private readonly headers: readonly string[],
    body: Buffer,
  ) {
    this.#plain = { headers: [...headers, "content-length", String(body.length)], body };
  }

  /** Bytes of its body before compression. */
  get size(): number {
    return this.#plain.body.length;
  }

  /** The headers and the body for a caller who takes this encoding, or none. */
  packed(encoding: Encoding | null): Packed | Promise<Packed> {
    if (!encoding || this.size < LEAST_BYTES) return this.#plain;
    let packing = this.#packed.get(encoding);
    if (!packing) {
      packing = this.#pack(encoding);
      this.#packed.set(encoding, packing);
    }
    return packing;
  }

  async #pack(encoding: Encoding): Promise<Packed> {
    const body = await compress(this.#plain.body, encoding, EFFORT);
    const headers = [...this.headers, "content-length", String(body.length), "content-encoding", encoding];
    return { headers, body };
  }
}
