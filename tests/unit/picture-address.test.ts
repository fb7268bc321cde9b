import { describe, expect, it } from "vitest";
import { isPictureAddress, pictureAddress } from "#lib/catalog/picture-address.ts";

describe("the address of a picture", () => {
  it.each(["/products/mug.svg", "/a?b=c", "https://cdn.example/x.png", "https://x.example:8443/%20.png"])(
    "can be %s",
    (address) => expect(isPictureAddress(address)).toBe(true),
  );

  it.each([
    "",
    "https://",
    "https://[",
    "https://x:99999/",
    "https:///x",
    "https:/x",
    "https:x",
    "http://x.example/",
    "//evil.test/x",
    "/\\evil.test/x",
    "\\\\evil.test",
    "/\t/evil.test",
    "/a b",
    "/\u202egnp",
    "https://user:pass@x.example/",
    "javascript:alert(1)",
    "data:image/png;base64,x",
    "x.png",
    "https://\0.example/",
  ])("can't be %j", (address) => {
    expect(isPictureAddress(address)).toBe(false);
    expect(pictureAddress(address)).toBeNull();
  });
});
