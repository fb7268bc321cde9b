import type { Options } from "postgres";
import { type Take, tlsOf } from "./tls.ts";

/** What postgres.js is told of where PostgreSQL is. */
interface DatabaseAddress {
  /** The rest of the address: settings of the session, and options of the driver. */
  readonly url: string;
  readonly options: Options<Record<string, never>>;
}

const DEFAULT_PORT = 5432;
const ADDRESS = /^postgres(?:ql)?:\/\/(?:([^/?#]*)@)?([^@/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/;

/** What a client does by itself, or a pooler or an ORM has made up: the server refuses them as settings it does not know. */
const NOT_FOR_THE_SERVER = [
  ...["channel_binding", "gssencmode", "gsslib", "gssdelegation", "krbsrvname"],
  ...["require_auth", "requirepeer"],
  ...["keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout"],
  ...["sslcompression", "sslcrl", "sslcrldir", "sslsni", "sslcertmode", "sslpassword"],
  ...["ssl_min_protocol_version", "ssl_max_protocol_version", "min_protocol_version", "max_protocol_version"],
  ...["load_balance_hosts", "passfile", "service", "servicefile", "fallback_application_name"],
  ...["pgbouncer", "connection_limit", "pool_timeout", "socket_timeout", "statement_cache_size", "schema"],
  ...["pool_size", "pool_mode", "supa", "workaround", "uselibpqcompat", "single_use_connections"],
];

/**
 * Reads an address of PostgreSQL as libpq does: several hosts, a socket's folder as the host, IPv6, `sslmode` with its
 * certificates. postgres.js by itself hands what it does not know to the server, which then refuses every connection.
 * @throws Error when it is no such address.
 */
export function databaseAddress(text: string): DatabaseAddress {
  const [, who = "", places = "", path = "", query = ""] = ADDRESS.exec(text.trim()) ?? fail();
  const asked = new URLSearchParams(query);
  const take: Take = (name) => {
    const value = asked.get(name);
    asked.delete(name);
    return value || undefined;
  };
  const [user, ...password] = who.split(":");
  const told = {
    username: decoded(user) ?? take("user"),
    password: decoded(password.join(":")) ?? take("password"),
    database: decoded(path) ?? take("dbname"),
  };
  const place = placeOf(places, take);
  const ssl = tlsOf(take, hostsIn(place));
  for (const name of NOT_FOR_THE_SERVER) asked.delete(name);
  const options = { ...told, ...place, ...("path" in place ? {} : { ssl }) };
  const known = Object.entries(options).filter(([, value]) => value !== undefined);
  return { url: `postgres:///?${asked}`, options: Object.fromEntries(known) };
}

interface Place {
  readonly host: string;
  readonly port?: number | undefined;
}

/** The hosts that are tried in turn, or a socket; nothing where the driver's own default counts. */
function placeOf(places: string, take: Take): Options<Record<string, never>> {
  const named = take("host") ?? take("hostaddr");
  const ports = listOf(take("port") ?? "").map(portOf);
  const found = listOf(named ?? places).map((place) =>
    named === undefined ? hostOf(place) : { host: place },
  );
  const whole = found.map(({ host, port }: Place, at) => ({
    host: host || "localhost",
    port: port ?? ports[at] ?? ports[0] ?? DEFAULT_PORT,
  }));
  const [first] = whole;
  if (first?.host.startsWith("/")) return { path: `${first.host}/.s.PGSQL.${first.port}` };
  return first ? listsOf(whole) : {};
}

/** As lists, which the driver takes and its types don't tell: it would cut an IPv6 address at its first colon. */
const listsOf = (places: readonly { host: string; port: number }[]) => ({
  host: places.map(({ host }) => host) as unknown as string,
  port: places.map(({ port }) => port) as unknown as number,
});

const hostsIn = ({ host }: Options<Record<string, never>>): string[] => [host ?? "localhost"].flat();

const listOf = (text: string): string[] => (text === "" ? [] : text.split(","));

function hostOf(place: string): Place {
  const text = decoded(place) ?? "";
  if (text.startsWith("/")) return { host: text };
  const [, bracketed, name = "", port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(text) ?? fail();
  return { host: bracketed ?? name, port: port ? portOf(port) : undefined };
}

function portOf(text: string): number {
  const port = Number(text);
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : fail();
}

function decoded(text = ""): string | undefined {
  try {
    return text === "" ? undefined : decodeURIComponent(text);
  } catch {
    return fail();
  }
}

function fail(): never {
  throw new Error("it is no address like postgres://user:password@host:5432/database");
}
