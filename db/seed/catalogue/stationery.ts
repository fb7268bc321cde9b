import type { SeedProduct } from "./product.ts";

export const stationery: readonly SeedProduct[] = [
  {
    slug: "grid-notebook",
    name: "Grid Notebook",
    nameKo: "그리드 노트",
    description:
      "192 pages of 90 g paper with a 5 mm grid pale enough to ignore. Sewn, so it lies flat from the first page.",
    descriptionKo:
      "신경 쓰이지 않을 만큼 옅은 5mm 모눈이 든 90g 종이 192쪽이에요. 실로 엮어 첫 장부터 평평하게 펴져요.",
    price: 16_900,
    stock: 400,
  },
  {
    slug: "ink-bottle-indigo",
    name: "Indigo Ink",
    nameKo: "인디고 잉크",
    description:
      "50 ml of iron gall ink that goes on blue and dries nearly black. For fountain pens that are used every week.",
    descriptionKo: "파랗게 써지고 거의 검게 마르는 50ml 철분 잉크예요. 매주 쓰는 만년필에 어울려요.",
    price: 22_000,
    stock: 130,
  },
  {
    slug: "washi-tape-set",
    name: "Washi Tape, Three",
    nameKo: "와시 테이프 세 개",
    description:
      "Brick, moss and mustard: three rolls of 15 mm mulberry paper tape, seven metres each. Peels off without a trace.",
    descriptionKo:
      "벽돌색, 이끼색, 겨자색. 폭 15mm, 길이 7m의 닥종이 테이프 세 롤이에요. 자국 없이 떨어져요.",
    price: 9_900,
    stock: 260,
  },
  {
    slug: "brass-ruler",
    name: "Brass Ruler 15",
    nameKo: "황동 자 15",
    description:
      "15 cm of solid brass with engraved marks that do not wear off. A straight edge you can cut against.",
    descriptionKo: "눈금을 새겨 닳지 않는 15cm 통황동 자예요. 칼을 대고 잘라도 되는 곧은 모서리예요.",
    price: 18_500,
    stock: 140,
  },
  {
    slug: "letter-set",
    name: "Letter Set",
    nameKo: "편지 세트",
    description:
      "Ten sheets, ten envelopes and a stick of red sealing wax. The paper is made in Wonju from mulberry bark.",
    descriptionKo:
      "편지지 열 장, 봉투 열 장, 붉은 실링 왁스 하나가 들어 있어요. 종이는 원주에서 닥나무로 떠요.",
    price: 24_000,
    stock: 12,
  },
];
