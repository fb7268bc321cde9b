import openapiTS, { astToString } from "openapi-typescript";
import { openApiDocument } from "#app/api/openapi.json/document.ts";

/** Where the types are kept. */
export const API_TYPES = "tests/support/api-types.d.ts";

/** The types of every operation of the API, as `openapi-fetch` takes them. */
export async function apiTypes(): Promise<string> {
  const document = JSON.stringify(openApiDocument());
  return `// Made by \`npm run api:types\` from the OpenAPI document.\n${astToString(await openapiTS(document, { alphabetize: true }))}`;
}
