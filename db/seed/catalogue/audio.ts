import type { SeedProduct } from "./product.ts";

export const audio: readonly SeedProduct[] = [
  {
    slug: "drum-speaker",
    name: "Drum Speaker",
    nameKo: "드럼 스피커",
    description:
      "A two-way bookshelf speaker with its own amplifier. 40 watts, a line input and Bluetooth. Sounds best a hand's width from the wall.",
    descriptionKo:
      "앰프를 품은 2웨이 북셸프 스피커예요. 40W 출력에 라인 입력과 블루투스를 지원해요. 벽에서 한 뼘 띄워 놓으면 소리가 가장 좋아요.",
    price: 219_000,
    stock: 24,
  },
  {
    slug: "harbor-headphones",
    name: "Harbor Headphones",
    nameKo: "하버 헤드폰",
    description:
      "Closed headphones with leather pads that come off for cleaning. 38 hours on a charge; the cable works when the battery does not.",
    descriptionKo:
      "가죽 패드를 떼어 닦을 수 있는 밀폐형 헤드폰이에요. 한 번 충전으로 38시간, 배터리가 떨어지면 케이블로 들으면 돼요.",
    price: 189_000,
    stock: 33,
  },
  {
    slug: "fieldnote-radio",
    name: "Fieldnote Radio",
    nameKo: "필드노트 라디오",
    description:
      "FM, Bluetooth and one good speaker behind a cloth grille. Three dials, no menu. Runs for 20 hours.",
    descriptionKo:
      "FM과 블루투스, 천 그릴 뒤의 좋은 스피커 하나. 다이얼은 세 개뿐이고 메뉴는 없어요. 20시간 재생돼요.",
    price: 99_000,
    stock: 47,
  },
  {
    slug: "vinyl-record-stand",
    name: "Now Playing Stand",
    nameKo: "나우 플레잉 스탠드",
    description:
      "A slot in solid beech that shows the sleeve of the record that is on. Cut from offcuts of our shelves, forty at a time.",
    descriptionKo:
      "지금 듣는 음반의 재킷을 세워 두는 원목 너도밤나무 받침이에요. 선반을 만들고 남은 나무로 한 번에 마흔 개씩 깎아요.",
    price: 27_000,
    stock: 40,
    saleInMinutes: 15,
  },
];
