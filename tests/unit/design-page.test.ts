import { readdirSync, readFileSync } from "node:fs";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Controls } from "#app/design/controls.tsx";
import { Overlays } from "#app/design/overlays.tsx";
import { Surfaces } from "#app/design/surfaces.tsx";
import { Tokens } from "#app/design/tokens.tsx";

const UI = "app/_components/ui";
const read = (folder: string) => (file: string) => readFileSync(`${folder}/${file}`, "utf8");

describe("the page of the design system", () => {
  const source = readdirSync("app/design").map(read("app/design")).join("\n");
  // A toast is shown by `toast()`; the list that holds them stands in the layout.
  const parts = readdirSync(UI).filter((file) => /\.tsx$/.test(file) && !/^toast/.test(file));

  it.each([...parts, "toast.ts"])("shows %s", (part) => {
    expect(source).toContain(`"#${UI}/${part}"`);
  });

  it.each(Object.entries({ Tokens, Controls, Surfaces, Overlays }))(
    "renders its section %s with a heading",
    (_, section) => {
      expect(renderToStaticMarkup(createElement(section))).toMatch(/<h2/);
    },
  );
});
