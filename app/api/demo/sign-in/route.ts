import { readText } from "#app/api/_http/json-body.ts";
import { resource } from "#app/api/_http/resource.ts";
import { answering } from "#app/api/_http/route.ts";
import { requireSameOrigin } from "#app/api/_http/same-origin.ts";
import { signInDemo } from "#lib/auth/demo-shopper.ts";
import { networkOf } from "#lib/http/caller-address.ts";
import { returnPath } from "#lib/http/return-path.ts";
import { countTry } from "#lib/rate-limit/limits.ts";

/** Signs in as the demo shopper and goes to `next`: what a plain form posts to, so that it needs no script. */
function signIn(request: Request): Promise<Response> {
  return answering("demoSignIn", async () => {
    requireSameOrigin(request);
    await countTry("signIn", networkOf(request.headers.get("x-real-ip") ?? ""));
    await readText(request);
    const headers = new Headers({
      location: returnPath(new URL(request.url).searchParams.get("next")),
    });
    for (const cookie of await signInDemo(request.headers)) headers.append("set-cookie", cookie);
    return new Response(null, { status: 303, headers });
  });
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ POST: signIn });
