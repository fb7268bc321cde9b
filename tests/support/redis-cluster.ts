import { setTimeout as pause } from "node:timers/promises";
import { Cluster } from "ioredis";
import { RedisServer } from "./redis-server.ts";

const SLOTS = 16_384;

/** A Redis Cluster of three masters, of a test's own. */
export class RedisCluster {
  private constructor(readonly nodes: readonly RedisServer[]) {}

  static async start(): Promise<RedisCluster> {
    const options = ["--cluster-enabled", "yes", "--cluster-node-timeout", "2000"];
    const nodes = await Promise.all([1, 2, 3].map(() => RedisServer.start(...options)));
    const clients = nodes.map((node) => node.client());
    for (const [index, client] of clients.entries()) {
      const first = Math.ceil((SLOTS / nodes.length) * index);
      const last = Math.ceil((SLOTS / nodes.length) * (index + 1)) - 1;
      await client.call("CLUSTER", "ADDSLOTSRANGE", first, last);
      await client.call("CLUSTER", "SET-CONFIG-EPOCH", index + 1);
      await client.call("CLUSTER", "MEET", "127.0.0.1", nodes[0]?.port ?? 0);
    }
    for (const client of clients) {
      while (
        !/cluster_state:ok[\s\S]*cluster_known_nodes:3/.test(String(await client.call("CLUSTER", "INFO")))
      ) {
        await pause(20);
      }
      client.disconnect();
    }
    return new RedisCluster(nodes);
  }

  /** What the shop is told of it. */
  get settings(): { REDIS_CLUSTER: string } {
    return { REDIS_CLUSTER: this.nodes.map(({ port }) => `127.0.0.1:${port}`).join(",") };
  }

  /** A client of the whole; the caller disconnects it. */
  client(): Cluster {
    const [node] = this.nodes;
    const client = new Cluster([{ host: "127.0.0.1", port: node?.port ?? 0 }]);
    client.on("error", () => {});
    return client;
  }

  async kill(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill()));
  }
}
