import { readFileSync } from "node:fs";
import { checkServerIdentity, type PeerCertificate } from "node:tls";
import type { Options } from "postgres";

type Ssl = Options<Record<string, never>>["ssl"];

/** Takes a parameter out of an address. */
export type Take = (name: string) => string | undefined;

/** Other words for the same. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  true: "verify-full",
  "1": "verify-full",
  false: "disable",
  "0": "disable",
  "no-verify": "require",
  allow: "prefer",
};

type Files = Partial<Record<"ca" | "cert" | "key", Buffer>>;

/** What each `sslmode` asks of the server's certificate. */
const MODES: Readonly<Record<string, (files: Files, hosts: readonly string[]) => Ssl>> = {
  disable: () => false,
  prefer: () => "prefer",
  // With a certificate to go by, libpq's `require` asks for it.
  require: (files) => ({ ...files, ...(files.ca ? ANY_NAME : { rejectUnauthorized: false }) }),
  "verify-ca": (files) => ({ ...files, ...ANY_NAME }),
  "verify-full": (files, hosts) => ({ ...files, checkServerIdentity: isOneOf(hosts) }),
};

const ANY_NAME = { checkServerIdentity: () => undefined };

/**
 * How a connection is encrypted, as `sslmode` and its files say it; undefined where they say nothing.
 * @throws Error when nobody knows the mode, or a file can't be read.
 */
export function tlsOf(take: Take, hosts: readonly string[]): Ssl {
  const asked = take("sslmode") ?? take("ssl");
  const root = take("sslrootcert");
  const files = filesOf({
    ca: root === "system" ? undefined : root,
    cert: take("sslcert"),
    key: take("sslkey"),
  });
  if (root === "system") return MODES["verify-full"]?.(files, hosts);
  if (asked === undefined) return undefined;
  const mode = MODES[OTHER_WORDS[asked] ?? asked];
  if (!mode) throw new Error(`sslmode is ${asked}`);
  return mode(files, hosts);
}

/** Node is told no name for an address, and would take a certificate of `localhost` for it: it must be of the address. */
const isOneOf = (hosts: readonly string[]) => (name: string, certificate: PeerCertificate) => {
  const asked = hosts.includes(name) ? [name] : hosts;
  const found = asked.map((host) => checkServerIdentity(host, certificate));
  return found.includes(undefined) ? undefined : found[0];
};

const filesOf = (paths: Readonly<Record<string, string | undefined>>): Files =>
  Object.fromEntries(
    Object.entries(paths).flatMap(([name, path]) => (path ? [[name, readFileSync(path)]] : [])),
  );
