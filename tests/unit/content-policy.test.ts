import { describe, expect, it } from "vitest";
import {
  digestOf,
  newNonce,
  pageForMany,
  policyForNonce,
  policyWith,
} from "../../server/pages/content-policy.ts";

const nonce = newNonce();

describe("the policy of a page that is sent to many", () => {
  it("allows the scripts that Next has written, and none that came with the content", () => {
    const rendered = [
      `<script nonce="${nonce}">self.a=1</script>`,
      `<script id="x" nonce="${nonce}">self.b=2</script>`,
      `<script src="/_next/a.js" nonce="${nonce}" async=""></script>`,
      '<script type="application/ld+json">{"name":"Mug"}</script>',
      '<p>A name: <script>alert(7)</script> <script nonce="guessed">alert(8)</script></p>',
    ].join("\n");
    const { html, policy } = pageForMany(rendered, nonce);
    expect(policy).toBe(policyWith([digestOf("self.a=1"), digestOf("self.b=2")]));
    expect(html).not.toContain(nonce);
    expect(html).toContain("<script>self.a=1</script>");
  });

  it("knows a script by its text as it is sent, when that named the nonce", () => {
    const data = `self.__next_f.push([1,"{\\"nonce\\":\\"${nonce}\\",\\"x\\":1}"])`;
    const sent = 'self.__next_f.push([1,"{\\"nonce\\":\\"$undefined\\",\\"x\\":1}"])';
    const { html, policy } = pageForMany(`<script nonce="${nonce}">${data}</script>`, nonce);
    expect(html).toBe(`<script>${sent}</script>`);
    expect(policy).toBe(policyWith([digestOf(sent)]));
  });

  it("is the same for the same page, whatever nonce it was rendered with", () => {
    const [first, second] = [newNonce(), newNonce()].map((one) =>
      pageForMany(`<script nonce="${one}">self.a=1</script>`, one),
    );
    expect(first).toEqual(second);
    expect(policyForNonce(nonce)).toContain(`script-src 'self' 'nonce-${nonce}';`);
  });
});
