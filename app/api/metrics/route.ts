import { resource } from "#app/api/_http/resource.ts";
import { answering } from "#app/api/_http/route.ts";
import { mayReadMetrics } from "#lib/auth/may-read-metrics.ts";
import { metrics } from "#lib/observability/metrics.ts";

/** This process's metrics, as Prometheus reads them. */
function readMetrics(request: Request): Promise<Response> {
  return answering("metrics", async () => {
    await mayReadMetrics(request.headers);
    const { registry } = metrics();
    return new Response(await registry.metrics(), { headers: { "content-type": registry.contentType } });
  });
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: readMetrics });
