import { openApiDocument } from "./document.ts";

export const dynamic = "force-static";

export const GET = () => Response.json(openApiDocument());
