import { contend } from "./contend.ts";
import type { Order } from "./contender.ts";
import { PEERS, type PeerName } from "./peers.ts";

const [peerName = "", port = "", name = ""] = process.argv.slice(2);
const peer = await PEERS[peerName as PeerName](Number(port));
// Connected, and the scripts known, before anything is measured.
await (await peer.acquire([`warm-${name}`], 1_000))();

process.on("message", async (order: Order) => {
  if (order.do === "contend") process.send?.(await contend(peer, name, order.run));
  else {
    await peer.acquire([order.key], order.leaseMs);
    process.send?.("acquired");
  }
});
process.send?.("ready");
