import type { Attack } from "./attack.ts";
import type { Answer } from "./send.ts";

/** What tells of our inside: stacks, paths of this machine, the words of the database and its driver. */
const INSIDE =
  /node_modules|\.next(?:-test)?\/server|at (?:async )?[\w.<>]+ \(?(?:file|node|\/)[^)]*:\d+:\d+|PostgresError|DrizzleQueryError|invalid byte sequence|postgres(?:ql)?:\/\/|redis:\/\/|ECONNREFUSED|Failed query/;
/** A text of ours that came back as a script. */
const SCRIPT = /<script>alert\(7\)|<img src=x onerror/;
const PROBLEM = /^application\/problem\+json/;

/** What is wrong with an answer, or null. */
export function judge(attack: Attack, answer: Answer, secrets: readonly string[]): string | null {
  if (answer.hung) return "hung";
  if (answer.status === 0) return attack.isBroken ? null : "closed without an answer";
  if (answer.status >= 500) return `answered ${answer.status}`;
  return leakOf(answer, secrets) ?? refusalFault(attack, answer);
}

function leakOf({ headers, body }: Answer, secrets: readonly string[]): string | null {
  const inside = INSIDE.exec(body);
  if (inside) return `told of our inside: ${inside[0]}`;
  if (secrets.some((secret) => body.includes(secret))) return "told a secret";
  return headers.get("content-type")?.startsWith("text/html") && SCRIPT.test(body)
    ? "sent a script back"
    : null;
}

/** What is wrong with how something was refused. */
function refusalFault(attack: Attack, { status, headers, body }: Answer): string | null {
  if (status === 405 && !headers.get("allow")) return "405 without Allow";
  if (status < 400 || attack.isBroken || attack.method === "HEAD") return null;
  const type = headers.get("content-type") ?? "";
  if (/^\/api\//.test(attack.target) && !PROBLEM.test(type)) return `${status} of type "${type}"`;
  return status === 405 && !body.includes("METHOD_NOT_ALLOWED") ? "405 without METHOD_NOT_ALLOWED" : null;
}
