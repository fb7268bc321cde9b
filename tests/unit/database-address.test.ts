import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PeerCertificate } from "node:tls";
import { describe, expect, it } from "vitest";
import { databaseAddress } from "#db/address.ts";

const OWN = "postgres://shop:secret@db.example.com/lockstep";
const PLAIN = {
  username: "shop",
  password: "secret",
  database: "lockstep",
  host: ["db.example.com"],
  port: [5432],
};

describe("where PostgreSQL is", () => {
  it.each([
    [OWN, PLAIN],
    [
      "postgresql://shop:p%40%3As@db:6000/my%20shop",
      { ...PLAIN, password: "p@:s", host: ["db"], port: [6000], database: "my shop" },
    ],
    ["postgres://a@[::1]:6000/b", { username: "a", database: "b", host: ["::1"], port: [6000] }],
    ["postgres://a@[2001:db8::1]/b", { username: "a", database: "b", host: ["2001:db8::1"], port: [5432] }],
    [
      "postgres://a@one:1,two,[::1]:3/b",
      { username: "a", database: "b", host: ["one", "two", "::1"], port: [1, 5432, 3] },
    ],
    [
      "postgres://a@/b?host=one,two&port=1,2",
      { username: "a", database: "b", host: ["one", "two"], port: [1, 2] },
    ],
    [
      "postgres:///b?host=/run/postgresql&user=a",
      { username: "a", database: "b", path: "/run/postgresql/.s.PGSQL.5432" },
    ],
    [
      "postgres://a@%2Frun%2Fpostgresql/b?sslmode=require",
      { username: "a", database: "b", path: "/run/postgresql/.s.PGSQL.5432" },
    ],
    ["postgres:///b?host=/tmp&port=6000", { database: "b", path: "/tmp/.s.PGSQL.6000" }],
    [
      "postgres://shop:p@s@db/b",
      { username: "shop", password: "p@s", database: "b", host: ["db"], port: [5432] },
    ],
    ["postgres://localhost", { host: ["localhost"], port: [5432] }],
    [" postgres://localhost/b\n", { database: "b", host: ["localhost"], port: [5432] }],
  ])("is read from %s", (url, options) => expect(databaseAddress(url).options).toEqual(options));

  it.each([
    "",
    "localhost:5432/b",
    "mysql://localhost/b",
    "postgres://a:port/b",
    "postgres://a:99999/b",
    "host=localhost dbname=b",
    "postgres://a:100%@b/c",
  ])("is refused where it is %j", (url) => expect(() => databaseAddress(url)).toThrow("address"));

  it("hands on settings of the session, and nothing that a server does not know", () => {
    // As Neon, Prisma and libpq write them.
    const url = `${OWN}?sslmode=require&channel_binding=require&pgbouncer=true&connection_limit=5&gssencmode=disable&options=-c%20geqo%3Doff&search_path=shop`;
    const handedOn = new URL(databaseAddress(url).url).searchParams;
    expect([...handedOn.keys()]).toEqual(["options", "search_path"]);
    expect(handedOn.get("options")).toBe("-c geqo=off");
  });
});

describe("the connection is encrypted", () => {
  const root = join(tmpdir(), "lockstep-address-root.pem");
  writeFileSync(root, "a certificate");
  const NAMED = { checkServerIdentity: expect.any(Function) };
  const sslOf = (query: string) => databaseAddress(`${OWN}?${query}`).options.ssl;

  it.each([
    ["", undefined],
    ["sslmode=disable", false],
    ["ssl=false", false],
    ["sslmode=prefer", "prefer"],
    ["sslmode=require", { rejectUnauthorized: false }],
    ["sslmode=no-verify", { rejectUnauthorized: false }],
    ["sslmode=verify-full", NAMED],
    ["ssl=true", NAMED],
    ["sslmode=require&sslrootcert=system", NAMED],
    [`sslmode=verify-full&sslrootcert=${root}`, { ...NAMED, ca: Buffer.from("a certificate") }],
  ])("as %s says", (query, ssl) => expect(sslOf(query)).toEqual(ssl));

  it("for a server whose certificate is known, whatever it is called, by verify-ca", () => {
    for (const mode of ["verify-ca", "require"])
      expect(sslOf(`sslmode=${mode}&sslrootcert=${root}`)).toEqual({
        ca: Buffer.from("a certificate"),
        checkServerIdentity: expect.any(Function),
      });
  });

  it("by verify-full for the host that is named, be it a name or an address", () => {
    const certificate = (names: string) =>
      ({ subject: { CN: "x" }, subjectaltname: names }) as PeerCertificate;
    const complaint = (hosts: string, asked: string, names: string) => {
      const { ssl } = databaseAddress(`postgres://a@${hosts}/b?sslmode=verify-full`).options;
      const { checkServerIdentity } = ssl as {
        checkServerIdentity: typeof import("node:tls").checkServerIdentity;
      };
      return checkServerIdentity(asked, certificate(names));
    };
    expect(complaint("db.test", "db.test", "DNS:db.test")).toBeUndefined();
    expect(complaint("db.test", "db.test", "DNS:localhost")).toBeInstanceOf(Error);
    // Of an address Node says "localhost", whatever it is.
    expect(complaint("10.0.0.1", "localhost", "DNS:localhost")).toBeInstanceOf(Error);
    expect(complaint("10.0.0.1", "localhost", "IP Address:10.0.0.1")).toBeUndefined();
    expect(complaint("one.test,two.test", "two.test", "DNS:one.test")).toBeInstanceOf(Error);
  });

  it("never by a word that nobody knows", () =>
    expect(() => sslOf("sslmode=encrypted")).toThrow("sslmode is encrypted"));
});
