import type { SeedProduct } from "./product.ts";

export const home: readonly SeedProduct[] = [
  {
    slug: "dune-vase",
    name: "Dune Vase",
    nameKo: "듄 꽃병",
    description: "Terracotta with a sand slip, watertight inside. Made for three stems, not thirty.",
    descriptionKo:
      "모래빛 화장토를 입힌 테라코타 꽃병이에요. 안쪽은 물이 새지 않아요. 서른 송이 말고 세 송이를 위해 만들었어요.",
    price: 45_000,
    stock: 90,
  },
  {
    slug: "ripple-candle",
    name: "Ripple Candle",
    nameKo: "리플 캔들",
    description:
      "Rapeseed wax with cedar and a little smoke. Burns for 45 hours; the glass it needs is a saucer.",
    descriptionKo: "삼나무 향에 연기를 살짝 더한 유채 왁스 초예요. 45시간 타고, 받침 접시 하나면 충분해요.",
    price: 28_000,
    stock: 210,
  },
  {
    slug: "slow-wall-clock",
    name: "Slow Wall Clock",
    nameKo: "슬로 벽시계",
    description: "A silent sweep movement in a turned ash frame, 30 cm. One AA battery lasts two years.",
    descriptionKo:
      "깎은 물푸레나무 테에 소리 없이 흐르는 무브먼트를 넣은 30cm 벽시계예요. AA 건전지 하나로 2년을 가요.",
    price: 72_000,
    stock: 34,
  },
  {
    slug: "woven-basket",
    name: "Woven Basket",
    nameKo: "왕골 바구니",
    description:
      "Woven from Ganghwa sedge in one piece, handle and all. Holds a week of laundry or two loaves.",
    descriptionKo: "강화 왕골로 손잡이까지 한 번에 엮었어요. 일주일 빨래도, 빵 두 덩이도 들어가요.",
    price: 49_000,
    stock: 55,
  },
  {
    slug: "cloud-cushion",
    name: "Cloud Cushion",
    nameKo: "클라우드 쿠션",
    description:
      "A linen cover with a hidden zip over a filling of kapok, 50 by 40 cm. Airs out in the sun in an hour.",
    descriptionKo: "지퍼를 숨긴 리넨 커버에 케이폭을 채운 50×40cm 쿠션이에요. 햇볕에 한 시간이면 보송해져요.",
    price: 38_000,
    stock: 115,
  },
  {
    slug: "paper-moon-lamp",
    name: "Paper Moon Lamp",
    nameKo: "종이 달 조명",
    description:
      "Mulberry paper over split bamboo, 46 cm across, on a beech foot. Twenty-five are made each winter.",
    descriptionKo: "대나무 살에 닥종이를 바른 지름 46cm 조명이에요. 겨울마다 스물다섯 개만 만들어요.",
    price: 132_000,
    stock: 25,
    saleInMinutes: 3 * 24 * 60,
  },
  {
    slug: "sunrise-poster-drop",
    name: "Sunrise Print, Limited Drop",
    nameKo: "선라이즈 프린트 한정판",
    description:
      "A three-colour risograph by our own press, numbered and signed: thirty, and then no more. 30 by 42 cm, framed in black oak.",
    descriptionKo:
      "직접 찍은 3도 리소그래프 판화예요. 번호와 서명을 넣어 서른 장만 만들고 더 찍지 않아요. 30×42cm, 검은 오크 액자에 담아 드려요.",
    price: 64_000,
    stock: 30,
  },
];
