import { resource } from "#app/api/_http/resource.ts";
import { answering } from "#app/api/_http/route.ts";
import { mayReadMetrics } from "#lib/auth/may-read-metrics.ts";
import { metrics } from "#lib/observability/metrics.ts";
import { metricsOfAll } from "#lib/observability/scrape.ts";

/** The metrics of all app processes behind the port, as Prometheus reads them. */
function readMetrics(request: Request): Promise<Response> {
  return answering("metrics", async () => {
    await mayReadMetrics(request.headers);
    const { contentType } = metrics().registry;
    return new Response(await metricsOfAll(), { headers: { "content-type": contentType } });
  });
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: readMetrics });
