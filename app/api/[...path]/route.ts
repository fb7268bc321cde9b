import { answering } from "#app/api/_http/route.ts";
import { DomainError } from "#lib/errors.ts";

const notFound = () =>
  answering("unknown", async () => {
    throw new DomainError("NOT_FOUND", "The API has no such address; /docs lists what it has.");
  });

export {
  notFound as DELETE,
  notFound as GET,
  notFound as HEAD,
  notFound as OPTIONS,
  notFound as PATCH,
  notFound as POST,
  notFound as PUT,
};
