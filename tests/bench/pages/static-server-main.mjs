/** A static page and nothing else: `node:http` with the bytes in memory, in a process of its own. */
import { createServer } from "node:http";

const [size = "0"] = process.argv.slice(2);
const body = Buffer.alloc(Number(size), "static page ");
const server = createServer((_request, response) => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-length": body.length });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => process.send?.(server.address().port));
process.on("disconnect", () => process.exit(0));
