import { readFile } from "node:fs/promises";
import { join } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "swagger-ui.css": "text/css; charset=utf-8",
};

// Read once, by the build: the shop serves its own copy and asks nobody else's.
export const dynamic = "force-static";
export const dynamicParams = false;
export const generateStaticParams = () => Object.keys(TYPES).map((file) => ({ file }));

/** A file of Swagger UI. */
export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }) {
  const { file } = await params;
  const text = await readFile(join("node_modules/swagger-ui-dist", file), "utf8");
  // The map of the sources is not served.
  return new Response(text.replace(/\n\/[/*]# sourceMappingURL=[^\n]*\s*$/, "\n"), {
    headers: { "content-type": TYPES[file] ?? "text/plain", "cache-control": "public, max-age=86400" },
  });
}
