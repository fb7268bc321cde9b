import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { listPopularOperation } from "#app/api/_operations/catalog.ts";
import { listPopular } from "#lib/catalog/popular.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listPopularOperation, ({ query, locale }) => listPopular(query, locale)),
});
