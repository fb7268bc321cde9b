import type { Attack } from "./attack.ts";
import type { Random } from "./random.ts";

/** Bytes that are no request, half a request, or two requests to different readers. */
const SENDINGS: readonly [string, ...string[]] = [
  "\r\n\r\n\r\n",
  "\0\0\0\0\r\n\r\n",
  "GET\r\n\r\n",
  "GET /\r\n\r\n",
  "GET / HTTP/0.9\r\n\r\n",
  "GET / HTTP/2.0\r\n\r\n",
  "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
  "GET / HTTP/1.1\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
  "GET http://evil.test/products HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n",
  "GET http:// HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
  "GET //evil.test HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
  "GET ?x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
  "GET # HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
  "GET x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
  "GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
  "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
  "POST * HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
  "HEAD * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
  "TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
  "TRACE /api/products HTTP/1.1\r\nHost: x\r\nMax-Forwards: 0\r\nConnection: close\r\n\r\n",
  "CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n",
  "GET /products HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-A: 1\r\n folded\r\n\r\n",
  "GET /products HTTP/1.1\r\nHost: x\r\nX A: 1\r\nConnection: close\r\n\r\n",
  "GET /products HTTP/1.1\r\nHost: x\r\n: 1\r\nConnection: close\r\n\r\n",
  "GET /products HTTP/1.1\nHost: x\nConnection: close\n\n",
  `GET /products?${"a".repeat(20_000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
  `GET /products HTTP/1.1\r\nHost: x\r\nCookie: ${"a".repeat(20_000)}\r\nConnection: close\r\n\r\n`,
  `GET /products HTTP/1.1\r\nHost: x\r\n${"A: b\r\n".repeat(2_500)}Connection: close\r\n\r\n`,
  "POST /api/checkout HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
  "POST /api/checkout HTTP/1.1\r\nHost: x\r\nContent-Length: 1e9\r\nConnection: close\r\n\r\n",
  "POST /api/checkout HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\nConnection: close\r\n\r\n",
  "POST /api/checkout HTTP/1.1\r\nHost: x\r\nContent-Length: 314572800\r\nConnection: close\r\n\r\nx",
  "POST /language HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 314572800\r\nConnection: close\r\n\r\nlocale=",
  "POST /cart HTTP/1.1\r\nHost: x\r\nNext-Action: x\r\nContent-Type: text/plain\r\nContent-Length: 70000\r\nConnection: close\r\n\r\n[]",
  "POST /api/checkout HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\nConnection: close\r\n\r\n{}}",
  "POST /api/checkout HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
  "POST /api/checkout HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
  "POST /api/checkout HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: x\r\nConnection: close\r\n\r\n",
  "POST /api/checkout HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nZZ\r\n",
  "POST /api/checkout HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nFFFFFFFFFFFFFFFF1\r\n",
  `POST /language HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${`8000\r\n${"a".repeat(32_768)}\r\n`.repeat(8)}0\r\n\r\n`,
  `POST /cart HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${`8000\r\n${"a".repeat(32_768)}\r\n`.repeat(8)}0\r\n\r\n`,
  "GET /api/products HTTP/1.1\r\nHost: x\r\nExpect: the-unexpected\r\nConnection: close\r\n\r\n",
  "GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eA==\r\nSec-WebSocket-Version: 13\r\n\r\n",
  "GET /_next/webpack-hmr HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n\r\n",
  "GET /api/live?popular=week HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
  "HEAD /api/live?popular=week HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
  "GET /api/products HTTP/1.1\r\nHost: x\r\n\r\nGET /products/%00 HTTP/1.1\r\nHost: x\r\n\r\nTRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
];

/** Bytes over a raw connection; sometimes with some of them broken. */
export function socketAttack(random: Random): Attack {
  const text = random.pick(SENDINGS);
  const bytes = Buffer.from(text, "latin1");
  const isBent = random.chance(0.3);
  if (isBent)
    for (let count = random.below(4); count >= 0; count -= 1)
      bytes[random.below(bytes.length)] = random.below(256);
  const [method = "", target = ""] = text.slice(0, 200).split(/[ \r\n]/);
  return {
    name: `socket ${JSON.stringify(text.slice(0, 60))}`,
    method,
    target,
    bytes,
    isBroken: true,
    mayMove: [],
  };
}
