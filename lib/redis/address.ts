import type { RedisOptions } from "ioredis";

/** Where a server listens. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/** The credentials for a server, and whether the connection uses TLS. */
type Access = Pick<RedisOptions, "username" | "password" | "tls">;

/** How the shop reaches Redis. */
export type RedisAddress =
  | { readonly kind: "server"; readonly url: string }
  | {
      readonly kind: "sentinels";
      readonly places: readonly Place[];
      /** What the Sentinels call the master. */
      readonly name: string;
      readonly access: Access;
      /** What the Sentinels themselves ask for. */
      readonly sentinelAccess: Access;
    }
  | { readonly kind: "cluster"; readonly places: readonly Place[]; readonly access: Access };

/** The settings that name Redis. */
export interface RedisSettings {
  readonly REDIS_URL?: string | undefined;
  /** `host:port,host:port/name`, or `redis[s]://user:password@host:port,host:port/name`; the name is `mymaster`. */
  readonly REDIS_SENTINELS?: string | undefined;
  readonly REDIS_SENTINEL_USERNAME?: string | undefined;
  readonly REDIS_SENTINEL_PASSWORD?: string | undefined;
  /** Some nodes of a Cluster: `host:port,host:port`, or `redis[s]://user:password@host:port,host:port`. */
  readonly REDIS_CLUSTER?: string | undefined;
}

const PORTS = { sentinels: 26_379, cluster: 6_379 };
const DEFAULT_NAME = "mymaster";

/**
 * Reads how the shop reaches Redis. A password that stands in none of the lists is that of `REDIS_URL`.
 * @throws Error that names the setting which can't be read.
 */
export function redisAddress(settings: RedisSettings): RedisAddress {
  const { REDIS_URL, REDIS_SENTINELS, REDIS_CLUSTER } = settings;
  if (REDIS_SENTINELS && REDIS_CLUSTER) throw new Error("set REDIS_SENTINELS or REDIS_CLUSTER, not both");
  if (REDIS_SENTINELS) {
    const { places, access, path } = readList("REDIS_SENTINELS", REDIS_SENTINELS, PORTS.sentinels);
    return {
      kind: "sentinels",
      places,
      name: path || DEFAULT_NAME,
      access: access ?? accessOf(REDIS_URL),
      sentinelAccess: sentinelAccessOf(settings, access),
    };
  }
  if (REDIS_CLUSTER) {
    const { places, access, path } = readList("REDIS_CLUSTER", REDIS_CLUSTER, PORTS.cluster);
    if (path && path !== "0") throw new Error("REDIS_CLUSTER names a database; a Cluster has only one");
    return { kind: "cluster", places, access: access ?? accessOf(REDIS_URL) };
  }
  if (REDIS_URL) return { kind: "server", url: REDIS_URL };
  throw new Error("set REDIS_URL, REDIS_SENTINELS or REDIS_CLUSTER");
}

/**
 * The Sentinels' own credentials, else the password of their list: one that has none takes any. A user of the list is
 * the master's, whom Sentinels mostly don't know.
 */
function sentinelAccessOf(
  { REDIS_SENTINEL_USERNAME, REDIS_SENTINEL_PASSWORD }: RedisSettings,
  { username, password, tls }: Access = {},
): Access {
  const secret = REDIS_SENTINEL_PASSWORD || (username === undefined ? password : undefined);
  return {
    ...(REDIS_SENTINEL_USERNAME ? { username: REDIS_SENTINEL_USERNAME } : {}),
    ...(secret ? { password: secret } : {}),
    ...(tls ? { tls } : {}),
  };
}

/** `[scheme://][user:password@]place,place[/path]`; the scheme and the user may stand before each place. */
function readList(setting: string, text: string, port: number) {
  let access: Access | undefined;
  let path = "";
  const places = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((part) => {
      const address = /^\w[\w+]*:\/\//.test(part) ? part : `redis://${part}`;
      if (!URL.canParse(address)) throw new Error(`${setting}: ${part} is no host with a port`);
      const url = new URL(address);
      path ||= decodeURIComponent(url.pathname.slice(1));
      if (url.password || url.protocol === "rediss:") access ??= accessOf(address);
      // Of a scheme that URLs don't know the host stays in brackets.
      const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
      if (host === "") throw new Error(`${setting}: ${part} has no host`);
      return { host, port: url.port === "" ? port : Number(url.port) };
    });
  if (places.length === 0) throw new Error(`${setting} names nobody`);
  return { places, access, path };
}

function accessOf(url: string | undefined): Access {
  if (!url) return {};
  const { username, password, protocol } = new URL(url);
  return {
    ...(username ? { username: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    ...(protocol === "rediss:" ? { tls: {} } : {}),
  };
}
