import { describe, expect, it } from "vitest";
import { DomainError } from "#lib/errors.ts";
import { cutHistory, decodeCursor, encodeCursor } from "#lib/values/cursor.ts";

describe("a history that is read on", () => {
  it("has a cursor only when there is more", () => {
    const rows = [{ seq: 3 }, { seq: 2 }, { seq: 1 }];
    const keyOf = ({ seq }: { seq: number }) => String(seq);
    expect(cutHistory(rows, 3, keyOf)).toEqual({ items: rows, nextCursor: null });
    const { items, nextCursor } = cutHistory(rows, 2, keyOf);
    expect(items).toEqual([{ seq: 3 }, { seq: 2 }]);
    expect(decodeCursor(nextCursor ?? "", /^\d+$/)).toBe("2");
  });

  it.each(["", "nonsense", encodeCursor("12; drop table"), `${encodeCursor("12")}=`])(
    "refuses the cursor %j",
    (cursor) => {
      expect(() => decodeCursor(cursor, /^\d+$/)).toThrow(DomainError);
    },
  );
});
