import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import sharp, { type OutputInfo } from "sharp";
import { db } from "#db/client.ts";
import { productPictures } from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { writeAuditLog } from "#lib/audit-log/write-audit-log.ts";
import { DomainError } from "#lib/errors.ts";
import { UploadedPicture } from "./schema.ts";

/**
 * What a picture may begin with: PNG, JPEG, WebP. What a file is called is not asked. Looked at before anything reads
 * on, so that no reader of another format, such as SVG or PDF, ever meets a file from outside.
 */
const BEGINNINGS = [/^89504e470d0a1a0a/, /^ffd8ff/, /^52494646.{8}57454250/];
const FORMATS: ReadonlySet<string> = new Set(["png", "jpeg", "webp"]);
/** A small file can hold a large picture. */
const MOST_PIXELS = 40_000_000;
const LONGEST_SIDE = 1_600;
const QUALITY = 82;

/**
 * Keeps a picture that an admin uploads, encoded anew: what else stood in the file, such as where it was taken or a
 * second format, is gone.
 * @throws DomainError VALIDATION when it is no PNG, JPEG or WebP that can be read.
 */
export async function keepPicture(actorId: string, file: Uint8Array): Promise<UploadedPicture> {
  const { data, info } = await encodeAnew(file);
  const id = createHash("sha256").update(data).digest("hex").slice(0, 32);
  await writeTransaction(async (tx) => {
    const row = { id, bytes: data, width: info.width, height: info.height, uploadedBy: actorId };
    const kept = await tx
      .insert(productPictures)
      .values(row)
      .onConflictDoNothing()
      .returning({ id: productPictures.id });
    if (kept.length === 0) return;
    const detail = { width: info.width, height: info.height, bytes: data.length };
    await writeAuditLog(tx, { actorId, action: "picture.upload", target: id, detail });
  });
  return UploadedPicture.parse({ imageUrl: `/pictures/${id}.webp`, width: info.width, height: info.height });
}

async function encodeAnew(file: Uint8Array): Promise<{ data: Buffer; info: OutputInfo }> {
  const head = Buffer.from(file.subarray(0, 12)).toString("hex");
  if (!BEGINNINGS.some((beginning) => beginning.test(head))) throw notAPicture();
  try {
    const picture = sharp(file, { limitInputPixels: MOST_PIXELS, failOn: "error" });
    const { format } = await picture.metadata();
    if (!FORMATS.has(format)) throw notAPicture();
    return await picture
      .rotate()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: "inside", withoutEnlargement: true })
      .webp({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true });
  } catch {
    throw notAPicture();
  }
}

function notAPicture(): DomainError {
  const message = "Send a PNG, JPEG or WebP picture that can be read.";
  return new DomainError("VALIDATION", message, { errors: [{ path: "picture", message }] });
}

const NAME = /^([0-9a-f]{32})\.webp$/;
const MOST_KEPT_BYTES = 32 * 1024 * 1024;
/** Pictures never change, so each is read once a process. */
const read = new LRUCache<string, Buffer>({
  maxSize: MOST_KEPT_BYTES,
  sizeCalculation: (data) => data.length,
});

/** An uploaded picture by the name in its address, or null. */
export async function findPicture(name: string): Promise<Buffer | null> {
  const [, id] = NAME.exec(name) ?? [];
  if (id === undefined) return null;
  const known = read.get(id);
  if (known) return known;
  const [row] = await db()
    .select({ bytes: productPictures.bytes })
    .from(productPictures)
    .where(eq(productPictures.id, id));
  if (!row) return null;
  const data = Buffer.from(row.bytes);
  read.set(id, data);
  return data;
}
