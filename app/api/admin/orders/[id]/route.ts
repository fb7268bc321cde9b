import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { getOrderStoryOperation } from "#app/api/_operations/admin-orders.ts";
import { getOrderStory } from "#lib/admin/order-story.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getOrderStoryOperation, ({ params }) => getOrderStory(params.id)),
});
