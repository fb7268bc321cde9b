import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { debianProgram } from "./debian-program.ts";
import { freePort } from "./redis-server.ts";

/** Debian's nginx with `deploy/nginx.conf` before machines of a test's own. */
export class Nginx {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /** @param machines where they serve, as `localhost:port`. @param port where nginx is to listen by TLS. */
  static async start(machines: readonly string[], port: number): Promise<Nginx> {
    const program = await debianProgram("nginx");
    const folder = mkdtempSync(join(tmpdir(), "lockstep-nginx-"));
    mkdirSync(join(folder, "cache"));
    writeFileSync(join(folder, "nginx.conf"), await mainConfig(folder, machines, port));
    const log = join(folder, "error.log");
    const child = spawn(program, ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", log], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let printed = "";
    child.stderr.on("data", (chunk) => {
      printed += chunk;
    });
    const nginx = new Nginx(`https://localhost:${port}`, child, folder);
    while (!(await listens(port))) {
      if (child.exitCode !== null) throw new Error(`nginx did not start:\n${printed}`);
      await pause(20);
    }
    return nginx;
  }

  /** What it logged. */
  get log(): string {
    return readFileSync(join(this.folder, "error.log"), "utf8");
  }

  async stop(): Promise<void> {
    const gone = once(this.child, "exit");
    this.child.kill("SIGTERM");
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Our file as it stands, but for the places of this machine. */
async function mainConfig(folder: string, machines: readonly string[], port: number): Promise<string> {
  const certificate = join(folder, "shop.pem");
  const key = join(folder, "shop.key");
  const names = ["-subj", "/CN=localhost", "-days", "2", "-keyout", key, "-out", certificate];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...names], { stdio: "ignore" });
  const servers = machines.map((machine) => `  server ${machine};`).join("\n");
  const plain = await freePort();
  const own = readFileSync("deploy/nginx.conf", "utf8")
    .replace(/^ {2}server 10\.0\.0\.\d:3000;\n {2}server 10\.0\.0\.\d:3000;$/m, servers)
    .replace(/^.*listen \[::\].*\n/gm, "")
    .replaceAll("listen 443 ", `listen 127.0.0.1:${port} `)
    .replaceAll("listen 80;", `listen 127.0.0.1:${plain};`)
    .replaceAll("shop.example.com;", "localhost;")
    .replace(/ssl_certificate \S+;/, `ssl_certificate ${certificate};`)
    .replace(/ssl_certificate_key \S+;/, `ssl_certificate_key ${key};`)
    .replace("/var/cache/nginx/lockstep", join(folder, "cache"));
  return [
    "daemon off;",
    process.getuid?.() === 0 ? "user root;" : "",
    `pid ${join(folder, "nginx.pid")};`,
    "worker_processes 1;",
    "events { worker_connections 1024; }",
    "http {",
    "  access_log off;",
    ...["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
      (name) => `  ${name}_temp_path ${join(folder, name)};`,
    ),
    own,
    "}",
  ].join("\n");
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.on("close", () => socket.destroy());
    socket.once("connect", () => socket.destroy());
  });
}
