import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { afterAll, expect, it } from "vitest";
import { StockMovements, UploadedPicture } from "#lib/catalog/schema.ts";
import { shop } from "#tests/support/environment.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper, theAdmin } from "#tests/support/people.ts";
import { database, stockOf } from "#tests/support/truth.ts";

afterAll(() => database.end());

const noise = (side: number) =>
  sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } });

async function upload(body: Uint8Array, type: string, cookie?: string) {
  const headers = { "content-type": type, ...(cookie ? { cookie } : {}) };
  const address = new URL("/api/admin/pictures", shop.APP_URL);
  const response = await fetch(address, { method: "POST", headers, body: new Uint8Array(body) });
  return { status: response.status, body: (await response.json()) as unknown };
}

it("a draft is nobody's, an archived product is sold no more, and old orders and carts stay right", async () => {
  const admin = await theAdmin();
  const buyer = await newShopper(100_000);
  const product = await newProduct({ stock: 5, price: 1_000 });
  const path = `/api/admin/products/${product.id}`;
  const order = { items: [{ productId: product.id, quantity: 1 }] };
  const bought = await buyer.post("/api/checkout", order);
  const orderId = (bought.body as { order: { id: string } }).order.id;
  await database`insert into cart_lines (user_id, product_id, quantity) values (${buyer.id}, ${product.id}, 2)`;
  const isFound = async () => {
    const listed = await buyer.get(`/api/products?q=${encodeURIComponent(product.name)}`);
    const one = await buyer.get(`/api/products/${product.slug}`);
    return [(listed.body as { total: number }).total, one.status];
  };
  expect(await isFound()).toEqual([1, 200]);
  for (const status of ["archived", "draft"]) {
    expect((await admin.send("PATCH", path, { status })).body).toMatchObject({ product: { status } });
    expect(await isFound()).toEqual([0, 404]);
    expect((await buyer.post("/api/checkout", order)).body).toMatchObject({
      status: 404,
      code: "PRODUCT_NOT_FOUND",
    });
    expect(
      (await buyer.get(`/api/live?products=${product.id}`, { accept: "application/json" })).body,
    ).toMatchObject({ products: [{ id: product.id, stock: 0 }] });
    const page = await buyer.get("/cart", { accept: "text/html" });
    expect(String(page.body)).toContain(product.name);
  }
  expect((await buyer.get(`/api/orders/${orderId}`)).body).toMatchObject({
    order: { items: [{ name: product.name }] },
  });
  expect((await buyer.post(`/api/orders/${orderId}/cancel`)).status).toBe(200);
  expect(await stockOf(product.id)).toEqual({ quantity: 5, moved: 5 });
  expect((await admin.send("PATCH", path, { status: "published" })).status).toBe(200);
  expect(await isFound()).toEqual([1, 200]);
  expect((await buyer.post("/api/checkout", order)).status).toBe(201);
  expect((await admin.send("PATCH", path, { status: "hidden" })).status).toBe(400);
});

it("takes a picture by what stands in it, encodes it anew, and shows it in every process", async () => {
  const { cookie } = await theAdmin();
  const jpeg = await noise(300)
    .withExif({ IFD0: { Copyright: "secret place" } })
    .jpeg()
    .toBuffer();
  for (const [type, body] of [
    ["image/jpeg", jpeg],
    ["image/png", await noise(300).png().toBuffer()],
    ["image/webp", await noise(300).webp().toBuffer()],
    // What it is called does not matter.
    ["image/png", jpeg],
  ] as const) {
    const answer = await upload(body, type, cookie);
    expect(answer.status).toBe(201);
    const { imageUrl, width } = UploadedPicture.parse(answer.body);
    expect(width).toBe(300);
    const shown = await fetch(new URL(imageUrl, shop.APP_URL));
    expect(shown.headers.get("content-type")).toBe("image/webp");
    expect(shown.headers.get("cache-control")).toContain("immutable");
    const bytes = Buffer.from(await shown.arrayBuffer());
    expect((await sharp(bytes).metadata()).format).toBe("webp");
    expect(bytes.includes("secret place")).toBe(false);
  }
  const large = await noise(1_000).png({ compressionLevel: 0 }).toBuffer();
  expect(large.length).toBeGreaterThan(2 * 1024 * 1024);
  expect((await upload(large, "image/png", cookie)).body).toMatchObject({ code: "BODY_TOO_LARGE" });
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  for (const body of [svg, Buffer.from("GIF89a"), jpeg.subarray(0, 200), Buffer.alloc(0)]) {
    expect((await upload(body, "image/png", cookie)).body).toMatchObject({ status: 400, code: "VALIDATION" });
  }
  // A bomb: few bytes, very many pixels.
  const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: "#fff" } })
    .png({ palette: true })
    .toBuffer();
  expect((await upload(bomb, "image/png", cookie)).status).toBe(400);
  expect((await upload(svg, "image/svg+xml", cookie)).body).toMatchObject({ code: "UNSUPPORTED_MEDIA_TYPE" });
  expect((await upload(jpeg, "image/jpeg", (await newShopper(0)).cookie)).status).toBe(403);
  expect((await upload(jpeg, "image/jpeg")).status).toBe(401);
  expect((await fetch(new URL("/pictures/nothing.webp", shop.APP_URL))).status).toBe(404);
});

/** The picture that the shop shows for an uploaded file. */
async function shownOf(file: Uint8Array, type: string): Promise<Buffer> {
  const answer = await upload(file, type, (await theAdmin()).cookie);
  expect(answer.status).toBe(201);
  const { imageUrl } = UploadedPicture.parse(answer.body);
  return Buffer.from(await (await fetch(new URL(imageUrl, shop.APP_URL))).arrayBuffer());
}

/** Which of red, green and blue is strongest in one pixel. */
async function colourAt(picture: Buffer, left: number, top: number): Promise<number> {
  const { data } = await sharp(picture)
    .extract({ left, top, width: 1, height: 1 })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data.indexOf(Math.max(...data));
}

it("shows a picture as its camera held it, in a screen's colours, still, and without what was hung on to it", async () => {
  const red = await sharp({ create: { width: 40, height: 20, channels: 3, background: "#e01010" } })
    .png()
    .toBuffer();
  const flat = sharp({ create: { width: 40, height: 40, channels: 3, background: "#1010e0" } });
  const halves = await flat
    .composite([{ input: red, top: 0, left: 0 }])
    .png()
    .toBuffer();
  // Orientation 3: the camera was upside down, so that the red half belongs below.
  const turned = await sharp(halves).withMetadata({ orientation: 3 }).jpeg().toBuffer();
  const upright = await shownOf(turned, "image/jpeg");
  expect([await colourAt(upright, 20, 2), await colourAt(upright, 20, 37)]).toEqual([2, 0]);
  expect((await sharp(upright).metadata()).orientation).toBeUndefined();
  const printed = await shownOf(await sharp(halves).toColourspace("cmyk").jpeg().toBuffer(), "image/jpeg");
  expect(await sharp(printed).metadata()).toMatchObject({ space: "srgb", width: 40 });
  expect(await colourAt(printed, 20, 2)).toBe(0);
  const plain = await sharp({ create: { width: 40, height: 40, channels: 3, background: "#10e010" } })
    .png()
    .toBuffer();
  const frames = await sharp([plain, halves], { join: { animated: true } })
    .webp({ loop: 0, delay: [100, 100] })
    .toBuffer();
  expect((await sharp(frames, { animated: true }).metadata()).pages).toBe(2);
  const still = await shownOf(frames, "image/webp");
  expect((await sharp(still, { animated: true }).metadata()).pages ?? 1).toBe(1);
  expect(await colourAt(still, 20, 2)).toBe(1);
  const script = Buffer.from("<script>alert(1)</script>PK\u0003\u0004");
  const both = await shownOf(Buffer.concat([halves, script]), "image/png");
  expect(both.includes("<script>") || both.includes("PK\u0003")).toBe(false);
  const wide = await sharp({ create: { width: 20_000, height: 2, channels: 3, background: "#fff" } })
    .png()
    .toBuffer();
  expect(await sharp(await shownOf(wide, "image/png")).metadata()).toMatchObject({ width: 1_600 });
});

it("draws an uploaded picture into what shows where the product's page is shared", async () => {
  const admin = await theAdmin();
  const blue = sharp({ create: { width: 90, height: 90, channels: 3, background: "#1010e0" } });
  const { body } = await upload(await blue.png().toBuffer(), "image/png", admin.cookie);
  const { slug, id } = await newProduct({ stock: 1 });
  const { imageUrl } = UploadedPicture.parse(body);
  await admin.send("PATCH", `/api/admin/products/${id}`, { imageUrl });
  const shared = await fetch(new URL(`/og/en/${slug}`, shop.APP_URL));
  expect(shared.headers.get("content-type")).toBe("image/png");
  expect(await colourAt(Buffer.from(await shared.arrayBuffer()), 1_000, 300)).toBe(2);
});

it("refuses what begins as no picture or does not end as one, whatever it is called", async () => {
  const { cookie } = await theAdmin();
  const whole = await noise(200).jpeg().toBuffer();
  const png = await noise(50).png().toBuffer();
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
  for (const body of [
    whole.subarray(0, whole.length - 2_000),
    png.subarray(0, png.length - 500),
    Buffer.concat([png.subarray(0, 8), Buffer.from(svg)]),
    Buffer.from(svg),
    Buffer.from(`\n<?xml version="1.0"?>${svg}`),
    await noise(20).gif().toBuffer(),
    await noise(20).tiff().toBuffer(),
    await noise(20).avif().toBuffer(),
    Buffer.from("%PDF-1.7"),
    Buffer.from("RIFF\u0004\u0000\u0000\u0000WEBP"),
  ]) {
    for (const type of ["image/png", "image/jpeg", "image/webp"]) {
      const answer = await upload(body, type, cookie);
      expect([body.subarray(0, 12).toString("latin1"), answer.body]).toMatchObject([
        expect.anything(),
        { status: 400, code: "VALIDATION" },
      ]);
    }
  }
});

it("tells the history of stock with what was left after each change", async () => {
  const admin = await theAdmin();
  const buyer = await newShopper(10_000);
  const product = await newProduct({ stock: 5, price: 1_000 });
  const path = `/api/admin/products/${product.id}`;
  await admin.send("PATCH", path, { stockDelta: 10, reason: "Delivery" });
  await buyer.post("/api/checkout", { items: [{ productId: product.id, quantity: 2 }] });
  await admin.send("PATCH", path, { stockDelta: -3, reason: "Broken" });
  const first = StockMovements.parse((await admin.get(`${path}/stock?limit=2`)).body);
  const second = StockMovements.parse(
    (await admin.get(`${path}/stock?limit=2&cursor=${first.nextCursor}`)).body,
  );
  expect([...first.items, ...second.items].map(({ kind, delta, after }) => [kind, delta, after])).toEqual([
    ["adjustment", -3, 10],
    ["sale", -2, 13],
    ["adjustment", 10, 15],
    ["initial", 5, 5],
  ]);
  expect(first.items[0]).toMatchObject({ reason: "Broken", actor: shop.ADMIN_EMAIL });
  expect(second.nextCursor).toBeNull();
});
