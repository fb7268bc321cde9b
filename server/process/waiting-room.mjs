import { ServiceRate } from "./service-rate.mjs";

/** So many requests for one thing may be inside, and so many in all. */
const LANE_MOST = 1_024;
const ALL_MOST = 3_072;
/** A request for what hardly anybody wants gets in beyond that, up to this. */
const QUIET_LANE = 64;
const HARD_MOST = 4_096;
/** Longer than this nobody is asked to wait. */
const WAIT_MOST_MS = 10_000;
/** So many begin in one turn of the event loop; in between everything else has its turn. */
const PACE = 8;
/**
 * Where turns are long, since many are refused in each, more begin: so many for each millisecond, up to a most. By the
 * turn alone the shop would sell the less the more press again at once.
 */
const PACE_PER_MS = 2;
const PACE_MOST = 256;

/**
 * A connection that was refused and asks again sooner than this is held until then, and decided on again: nobody was
 * told to come so soon, and answering at once whoever presses again at once would take the time that sells.
 */
const AGAIN_MS = 900;

/** What a rush comes to: POST of an order, a claim, a top-up. */
const RUSH = /^\/api\/(?:checkout|points\/top-up|coupons\/[^/?]+\/claim)$/;
const PRODUCT = /"productId"\s*:\s*"([^"\\]{1,100})"/g;
const MOST_PEEKED = 4_096;

/**
 * @typedef {object} Guest
 * @property {readonly string[]} wants
 * @property {import("node:http").ServerResponse} response
 * @property {() => void} begin
 * @property {boolean} hasBegun
 */

/** The requests for one product, one coupon, or a top-up: a request is inside from its coming to its answer. */
class Lane {
  inside = 0;
  /** @type {Guest[]} */
  queue = [];
  #rate = new ServiceRate();

  /** @param {boolean} isAnswered */
  leave(isAnswered) {
    this.inside -= 1;
    this.#rate.left(this.inside, isAnswered);
  }

  /** How long the next one would wait, by how fast the ones before are answered. */
  get waitMs() {
    return this.#rate.waitMs(this.inside);
  }
}

/**
 * The bounded waiting room of an app process. Each product has a lane of its own: while one rushes, the others and
 * all pages go on as if nothing were. A request that finds no place is told so at once, and when to come again.
 */
export class WaitingRoom {
  /** @type {Map<string, Lane>} */
  #lanes = new Map();
  #inside = 0;
  #queued = 0;
  #isTicking = false;
  /** In this turn of the event loop: how many have begun, and how many may. */
  #begun = 0;
  #pace = PACE;
  /** When a connection was last refused. @type {WeakMap<import("node:net").Socket, number>} */
  #refusedAt = new WeakMap();
  #refuse;

  /** @param {typeof import("../edge/send-busy.ts").sendBusy} refuse */
  constructor(refuse) {
    this.#refuse = refuse;
  }

  /**
   * Lets a request in, at once or in its turn, or refuses it.
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   * @param {() => void} begin
   */
  enter(request, response, begin) {
    const path = request.method === "POST" ? pathOf(request.url ?? "") : "";
    if (!RUSH.test(path)) return begin();
    // A lane's full house is known for claims and top-ups by the path, for orders by what the body names.
    if (!path.endsWith("/checkout")) return this.#admit([path], response, begin);
    peek(request, (text) => {
      const ids = [...text.matchAll(PRODUCT)].map(([, id]) => id ?? "");
      this.#admit(ids.length > 0 ? [...new Set(ids)] : [path], response, begin);
    });
  }

  /**
   * @param {readonly string[]} wants
   * @param {import("node:http").ServerResponse} response
   * @param {() => void} begin
   */
  #admit(wants, response, begin) {
    const lanes = wants.map((want) => this.#lane(want));
    const fullest = lanes.reduce((most, lane) => (lane.inside > most.inside ? lane : most));
    const isQuiet = fullest.inside < QUIET_LANE;
    const isFull =
      fullest.inside >= LANE_MOST ||
      this.#inside >= (isQuiet ? HARD_MOST : ALL_MOST) ||
      (!isQuiet && fullest.waitMs > WAIT_MOST_MS);
    if (isFull) {
      this.#forgetEmpty(wants);
      const crowd = { ahead: fullest.inside, waitMs: Math.max(fullest.waitMs, 1_000) };
      return this.#turnAway(response, crowd, () => this.#admit(wants, response, begin));
    }
    this.#inside += 1;
    for (const lane of lanes) lane.inside += 1;
    const guest = { wants, response, begin, hasBegun: false };
    response.once("close", () => this.#leave(guest));
    lanes[0]?.queue.push(guest);
    this.#queued += 1;
    this.#beginSome();
  }

  /**
   * Refuses at once, or decides again later on a connection that was refused a moment ago.
   * @param {import("node:http").ServerResponse} response
   * @param {{ ahead: number, waitMs: number }} crowd
   * @param {() => void} decideAgain
   */
  #turnAway(response, crowd, decideAgain) {
    const { socket } = response;
    const now = performance.now();
    const early = socket ? (this.#refusedAt.get(socket) ?? now - AGAIN_MS) + AGAIN_MS - now : 0;
    if (early > 0) {
      const timer = setTimeout(decideAgain, early);
      response.once("close", () => clearTimeout(timer));
      return;
    }
    if (socket) this.#refusedAt.set(socket, now);
    this.#refuse(response, crowd);
  }

  /** @param {string} want */
  #lane(want) {
    let lane = this.#lanes.get(want);
    if (!lane) {
      lane = new Lane();
      this.#lanes.set(want, lane);
    }
    return lane;
  }

  /** @param {Guest} guest */
  #leave(guest) {
    const { wants, response, hasBegun } = guest;
    this.#inside -= 1;
    for (const want of wants) {
      const lane = this.#lane(want);
      lane.leave(response.writableFinished);
      // A caller that left before its turn begins nothing.
      const at = hasBegun ? -1 : lane.queue.indexOf(guest);
      if (at < 0) continue;
      lane.queue.splice(at, 1);
      this.#queued -= 1;
    }
    this.#forgetEmpty(wants);
  }

  /** @param {readonly string[]} wants */
  #forgetEmpty(wants) {
    for (const want of wants) if (this.#lanes.get(want)?.inside === 0) this.#lanes.delete(want);
  }

  /** Some begin now; the others when the event loop has been round. */
  #beginSome() {
    for (; this.#begun < this.#pace && this.#queued > 0; this.#begun += 1) this.#beginNext();
    if (this.#isTicking || this.#begun === 0) return;
    this.#isTicking = true;
    const since = performance.now();
    setImmediate(() => {
      this.#isTicking = false;
      this.#begun = 0;
      this.#pace = Math.min(PACE_MOST, Math.max(PACE, PACE_PER_MS * (performance.now() - since)));
      this.#beginSome();
    });
  }

  /** The lanes take turns; in each, first come, first served. */
  #beginNext() {
    for (const [want, lane] of this.#lanes) {
      const guest = lane.queue.shift();
      if (!guest) continue;
      this.#queued -= 1;
      guest.hasBegun = true;
      // To the end of the lanes.
      this.#lanes.delete(want);
      this.#lanes.set(want, lane);
      guest.begin();
      return;
    }
  }
}

/**
 * The path that an address comes to, however it is written: as a whole, as callers of proxies do, with escapes, or with
 * a query behind it.
 * @param {string} url
 */
function pathOf(url) {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, "").replace(/[?#].*$/s, "");
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * Has a request's body, and leaves it there for its reader: the API door takes `rawBody`, Next reads the stream.
 * @param {import("node:http").IncomingMessage & { rawBody?: Buffer }} request
 * @param {(text: string) => void} then
 */
function peek(request, then) {
  const length = Number(request.headers["content-length"] ?? 0);
  if (!(length > 0 && length <= MOST_PEEKED)) return then("");
  /** @type {Buffer[]} */
  const chunks = [];
  let missing = length;
  const onReadable = () => {
    while (missing > 0) {
      const chunk = request.read();
      if (chunk === null) return;
      chunks.push(chunk);
      missing -= chunk.length;
    }
    request.off("readable", onReadable);
    const body = Buffer.concat(chunks);
    request.rawBody = body;
    request.unshift(body);
    then(body.toString("latin1"));
  };
  request.on("readable", onReadable);
}
