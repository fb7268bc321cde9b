import { LRUCache } from "lru-cache";
import { drawPicture } from "./picture.tsx";

const MOST_PICTURES = 200;
type Facts = Parameters<typeof drawPicture>[0];

// Drawing takes a fifth of a second: each picture is drawn once a process, however many ask for it.
const drawn = new LRUCache<string, Promise<Buffer>>({ max: MOST_PICTURES });

/** The picture as an answer, which others may keep for an hour. */
export async function answerPicture(facts: Facts): Promise<Response> {
  const key = JSON.stringify(facts);
  const picture = drawn.get(key) ?? drawPicture(facts);
  drawn.set(key, picture);
  picture.catch(() => drawn.delete(key));
  const headers = { "content-type": "image/png", "cache-control": "public, max-age=3600" };
  return new Response(new Uint8Array(await picture), { headers });
}

export const notFoundPicture = (): Response => new Response("There is no such picture.", { status: 404 });
