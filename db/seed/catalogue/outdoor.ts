import type { SeedProduct } from "./product.ts";

export const outdoor: readonly SeedProduct[] = [
  {
    slug: "ridge-daypack",
    name: "Ridge Daypack 18",
    nameKo: "리지 데이팩 18",
    description:
      "18 litres in waxed cotton canvas with a sleeve for a 14-inch laptop. Rain beads off for years; then wax it again.",
    descriptionKo:
      "왁스 코팅 면 캔버스로 만든 18리터 배낭이에요. 14인치 노트북 칸이 있어요. 몇 년은 비를 튕겨 내고, 그 뒤에는 왁스를 다시 먹이면 돼요.",
    price: 118_000,
    stock: 58,
  },
  {
    slug: "ember-camp-lantern",
    name: "Ember Camp Lantern",
    nameKo: "엠버 캠프 랜턴",
    description:
      "Burns lamp oil or takes the rechargeable LED insert that comes with it. Folds its glass away inside the base.",
    descriptionKo:
      "등유를 태우거나 함께 든 충전식 LED를 끼워 쓸 수 있어요. 유리는 받침 안으로 접혀 들어가요.",
    price: 67_000,
    stock: 70,
  },
  {
    slug: "enamel-kettle",
    name: "Enamel Kettle",
    nameKo: "법랑 주전자",
    description:
      "Two litres of enamelled steel that sits on a stove or hangs over a fire. The handle locks upright.",
    descriptionKo: "난로에 올리거나 불 위에 거는 2리터 법랑 주전자예요. 손잡이는 세운 채로 고정돼요.",
    price: 46_000,
    stock: 88,
  },
  {
    slug: "wool-camp-blanket",
    name: "Wool Camp Blanket",
    nameKo: "울 캠프 담요",
    description:
      "Woven from recycled wool in Prato, 140 by 200 cm. Warm when damp, and heavy enough to stay on.",
    descriptionKo:
      "이탈리아 프라토에서 재생 울로 짠 140×200cm 담요예요. 눅눅해도 따뜻하고, 흘러내리지 않을 만큼 묵직해요.",
    price: 84_000,
    stock: 40,
  },
  {
    slug: "trail-flask",
    name: "Trail Flask",
    nameKo: "트레일 보온병",
    description: "Double-walled steel, 750 ml: hot for 18 hours, cold for 30. The lid is two cups.",
    descriptionKo:
      "750ml 이중 스테인리스 보온병이에요. 18시간 뜨겁고 30시간 차가워요. 뚜껑은 컵 두 개가 돼요.",
    price: 35_000,
    stock: 180,
  },
  {
    slug: "folding-field-stool",
    name: "Folding Field Stool",
    nameKo: "접이식 필드 스툴",
    description: "Ash legs and a canvas seat that fold to the size of an umbrella. Carries 110 kg.",
    descriptionKo: "물푸레나무 다리와 캔버스 좌판이 우산만 하게 접혀요. 110kg까지 앉을 수 있어요.",
    price: 52_000,
    stock: 66,
  },
];
