import { expect, it, vi } from "vitest";
import { DomainError, isDomainError } from "#lib/errors.ts";

it("knows a refusal by its code, also from another copy of the module, as bundlers make them", async () => {
  vi.resetModules();
  const copy = await import("#lib/errors.ts");
  const gone = new copy.DomainError("NOT_FOUND", "It is not here.");
  expect(gone).not.toBeInstanceOf(DomainError);
  expect(isDomainError(gone)).toBe(true);
  expect(isDomainError(gone, "NOT_FOUND")).toBe(true);
  expect(isDomainError(gone, "FORBIDDEN")).toBe(false);
});

it("takes no other failure for a refusal", () => {
  const others = [
    new Error("x"),
    Object.assign(new Error("x"), { code: "NOT_FOUND" }),
    { name: "DomainError" },
    null,
  ];
  for (const other of others) expect(isDomainError(other)).toBe(false);
});
