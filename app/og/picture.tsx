import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ImageResponse } from "next/og";
import sharp from "sharp";
import { findPicture } from "#lib/catalog/pictures.ts";
import { fonts } from "./fonts.ts";

const SIZE = { width: 1200, height: 630 };
const INK = "#26211c";
/** Drawings that stand in this shop, and pictures that were uploaded to it; others are not fetched. */
const UPLOADED = /^\/pictures\/([^/]+)$/;
const OWN_PICTURE = /^\/(?:products\/[a-z0-9-]+|logo)\.svg$/;

interface PictureFacts {
  readonly title: string;
  /** What stands below it: a price, or what the shop is. */
  readonly text: string;
  readonly imageUrl: string | null;
}

/** Draws what shows where a page is shared, as PNG. */
export async function drawPicture({ title, text, imageUrl }: PictureFacts): Promise<Buffer> {
  const [logo, image, loaded] = await Promise.all([svgData("/logo.svg"), pictureData(imageUrl), fonts()]);
  const drawn = (
    <div
      style={{
        display: "flex",
        width: "100%",
        height: "100%",
        background: "#fbf9f6",
        color: INK,
        fontFamily: "Geist, Pretendard",
        fontWeight: 600,
      }}
    >
      <div
        style={{
          display: "flex",
          flex: 1,
          flexDirection: "column",
          justifyContent: "space-between",
          padding: 64,
        }}
      >
        <div style={{ display: "flex", alignItems: "center", gap: 18, fontSize: 34 }}>
          {logo ? <Svg data={logo} size={52} /> : null}
          Lockstep
        </div>
        <div style={{ display: "flex", flexDirection: "column", gap: 28 }}>
          <div
            style={{
              fontSize: title.length > 28 ? 58 : 74,
              lineHeight: 1.12,
              letterSpacing: -2,
              wordBreak: "keep-all",
            }}
          >
            {drawable(title).slice(0, 90)}
          </div>
          <div
            style={{
              fontSize: text.length > 20 ? 30 : 40,
              lineHeight: 1.4,
              color: "#6a6158",
              wordBreak: "keep-all",
            }}
          >
            {drawable(text)}
          </div>
        </div>
        <div style={{ width: 96, height: 8, borderRadius: 4, background: "#c4502b" }} />
      </div>
      {image ? <Svg data={image} size={SIZE.height} /> : null}
    </div>
  );
  const response = new ImageResponse(drawn, { ...SIZE, fonts: loaded });
  return Buffer.from(await response.arrayBuffer());
}

/** Without the letters that our fonts don't have: for those the drawing library would ask the network for others. */
const drawable = (text: string): string =>
  text.replace(/[^\p{Script=Latin}\p{Script=Hangul}\p{Nd}\p{P}\p{Zs}]/gu, "").trim();

function Svg({ data, size }: { data: string; size: number }) {
  // biome-ignore lint/performance/noImgElement: drawn into the picture, never loaded by a browser
  return <img src={data} alt="" width={size} height={size} />;
}

async function pictureData(imageUrl: string | null): Promise<string | null> {
  const [, file] = UPLOADED.exec(imageUrl ?? "") ?? [];
  if (file === undefined) return svgData(imageUrl);
  const uploaded = await findPicture(file);
  if (!uploaded) return null;
  // The drawing library reads no WebP.
  const picture = await sharp(uploaded).resize(SIZE.height, SIZE.height, { fit: "cover" }).jpeg().toBuffer();
  return `data:image/jpeg;base64,${picture.toString("base64")}`;
}

async function svgData(imageUrl: string | null): Promise<string | null> {
  if (!imageUrl || !OWN_PICTURE.test(imageUrl)) return null;
  const svg = await readFile(join(process.cwd(), "public", imageUrl)).catch(() => null);
  return svg && `data:image/svg+xml;base64,${svg.toString("base64")}`;
}
