import { authRoute } from "#app/api/_http/auth-route.ts";

export const GET = authRoute;
export const POST = authRoute;
