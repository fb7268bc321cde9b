import { authRoute } from "#app/api/_http/auth-route.ts";
import { resource } from "#app/api/_http/resource.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: authRoute({}) });
