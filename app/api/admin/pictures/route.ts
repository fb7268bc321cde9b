import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { uploadPictureOperation } from "#app/api/_operations/admin-products.ts";
import { keepPicture } from "#lib/catalog/pictures.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(uploadPictureOperation, ({ user, file }) => keepPicture(user.id, file)),
});
