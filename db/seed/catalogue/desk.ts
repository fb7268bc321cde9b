import type { SeedProduct } from "./product.ts";

export const desk: readonly SeedProduct[] = [
  {
    slug: "tide-65-keyboard",
    name: "Tide 65 Keyboard",
    nameKo: "타이드 65 키보드",
    description:
      "A 65-key mechanical board with quiet linear switches and dye-printed PBT caps. The aluminium case weighs 1.2 kg, so it stays where you put it. Hot-swap sockets, USB-C, no software to install.",
    descriptionKo:
      "조용한 리니어 스위치와 염료 승화 PBT 키캡을 쓴 65키 기계식 키보드예요. 1.2kg 알루미늄 하우징이라 책상 위에서 밀리지 않아요. 핫스왑 소켓과 USB-C를 지원하고, 설치할 프로그램은 없어요.",
    price: 169_000,
    stock: 42,
  },
  {
    slug: "linen-desk-mat",
    name: "Linen Desk Mat",
    nameKo: "리넨 데스크 매트",
    description:
      "Washed Belgian linen over cork, 80 by 40 cm. Soft under the wrists and quiet under a mouse. Spots come out with soap and cold water.",
    descriptionKo:
      "세척한 벨기에 리넨 아래에 코르크를 댄 80×40cm 매트예요. 손목이 편하고 마우스 소리도 잦아들어요. 얼룩은 비누와 찬물로 지워져요.",
    price: 48_000,
    stock: 120,
  },
  {
    slug: "brass-pen-tray",
    name: "Brass Pen Tray",
    nameKo: "황동 펜 트레이",
    description:
      "Cast in one piece and left unlacquered, so it darkens where hands touch it. Holds six pens or one evening's keys.",
    descriptionKo:
      "한 덩어리로 주조하고 코팅을 하지 않아 손이 닿는 곳부터 색이 깊어져요. 펜 여섯 자루, 또는 퇴근길 열쇠 하나를 올려 두기 좋아요.",
    price: 36_000,
    stock: 85,
  },
  {
    slug: "arc-desk-lamp",
    name: "Arc Desk Lamp",
    nameKo: "아크 데스크 램프",
    description:
      "A bent steel stem, a pressed steel shade, and a warm 2700 K bulb that dims from the switch on the cord. The shade turns through 200 degrees.",
    descriptionKo:
      "구부린 강관 기둥과 프레스 갓, 2700K 따뜻한 전구로 만든 스탠드예요. 전선의 스위치로 밝기를 조절하고, 갓은 200도까지 돌아가요.",
    price: 89_000,
    stock: 36,
  },
  {
    slug: "walnut-monitor-stand",
    name: "Walnut Monitor Stand",
    nameKo: "월넛 모니터 받침",
    description:
      "Solid American walnut, finished with oil and wax. It lifts a screen by 11 cm and leaves room for a keyboard below.",
    descriptionKo:
      "오일과 왁스로 마감한 북미산 원목 월넛 받침이에요. 화면을 11cm 올려 주고, 아래에는 키보드를 밀어 넣을 수 있어요.",
    price: 79_000,
    stock: 28,
  },
];
