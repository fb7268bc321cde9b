import type { SeedProduct } from "./product.ts";

export const kitchen: readonly SeedProduct[] = [
  {
    slug: "moon-jar-mug",
    name: "Moon Jar Mug",
    nameKo: "달항아리 머그",
    description:
      "Thrown by hand in Icheon and glazed in milk white. Each one leans a little its own way. 320 ml, safe in the dishwasher.",
    descriptionKo:
      "이천에서 손으로 빚어 우윳빛 유약을 입혔어요. 하나하나 기우는 모양이 조금씩 달라요. 320ml, 식기세척기에 넣어도 괜찮아요.",
    price: 32_000,
    stock: 150,
  },
  {
    slug: "celadon-tea-set",
    name: "Celadon Tea Set",
    nameKo: "청자 다기 세트",
    description:
      "A 450 ml pot and one cup in the grey green of Goryeo celadon. The spout cuts cleanly and does not drip.",
    descriptionKo:
      "고려청자의 비색을 옮긴 450ml 다관과 찻잔 한 벌이에요. 물줄기가 깔끔하게 끊겨서 흘리지 않아요.",
    price: 128_000,
    stock: 18,
  },
  {
    slug: "cast-iron-pan",
    name: "Cast Iron Pan 24",
    nameKo: "무쇠 팬 24",
    description:
      "Three coats of seed oil, baked on before it leaves the foundry. Works on gas, induction and coals. 24 cm, 1.9 kg.",
    descriptionKo:
      "주물 공장에서 씨앗 기름을 세 번 발라 구워 나와요. 가스, 인덕션, 숯불 어디에나 쓸 수 있어요. 지름 24cm, 1.9kg.",
    price: 54_000,
    stock: 96,
  },
  {
    slug: "oak-cutting-board",
    name: "Oak Cutting Board",
    nameKo: "오크 도마",
    description:
      "One plank of white oak with the grain along its length, so knives stay sharp longer. Hangs from its hole to dry.",
    descriptionKo: "결을 길이 방향으로 살린 화이트 오크 통판이라 칼날이 오래가요. 구멍에 걸어서 말리세요.",
    price: 42_000,
    stock: 75,
  },
  {
    slug: "linen-apron",
    name: "Linen Apron",
    nameKo: "리넨 앞치마",
    description:
      "Heavy stonewashed linen, cross-back straps and two pockets that hold a phone upright. One size, long ties.",
    descriptionKo:
      "도톰한 스톤워싱 리넨에 어깨가 편한 교차 끈을 달았어요. 주머니 두 개는 휴대폰이 똑바로 서요. 한 가지 크기, 끈은 넉넉해요.",
    price: 39_000,
    stock: 64,
  },
  {
    slug: "pour-over-set",
    name: "Pour-over Set",
    nameKo: "푸어오버 세트",
    description:
      "A stoneware dripper, a glass server for two cups, and forty paper filters. Pour slowly; the ribs do the rest.",
    descriptionKo:
      "도기 드리퍼와 두 잔짜리 유리 서버, 종이 필터 40장이 들어 있어요. 천천히 부으면 나머지는 골이 알아서 해요.",
    price: 58_000,
    stock: 52,
  },
];
