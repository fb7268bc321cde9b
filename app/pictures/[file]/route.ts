import { findPicture } from "#lib/catalog/pictures.ts";

type Params = { params: Promise<{ file: string }> };

/** A picture that an admin uploaded. Its address is the hash of what stands in it, so it may be kept for ever. */
export async function GET(_request: Request, { params }: Params): Promise<Response> {
  const picture = await findPicture((await params).file);
  if (!picture) return new Response("There is no such picture.", { status: 404 });
  const headers = {
    "content-type": "image/webp",
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
  };
  return new Response(new Uint8Array(picture), { headers });
}
