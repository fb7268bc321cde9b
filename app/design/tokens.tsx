import { Part, Section } from "./section.tsx";

const COLOURS = [
  "canvas",
  "surface",
  "sunken",
  "line",
  "strong-line",
  "soft",
  "ink",
  "accent",
  "accent-hover",
  "accent-soft",
  "good",
  "good-soft",
  "warn",
  "warn-soft",
  "bad",
  "bad-soft",
] as const;

const SPACES = [1, 2, 3, 4, 6, 8, 12, 16];

/** Colour, type and space: all that the parts are made of. */
export function Tokens() {
  return (
    <Section title="Tokens">
      <Part name="colour">
        {COLOURS.map((colour) => (
          <div key={colour} className="grid w-28 gap-1.5 text-sm">
            <span
              className="h-14 rounded-md border border-line"
              style={{ background: `var(--color-${colour})` }}
            />
            {colour}
          </div>
        ))}
      </Part>
      <Part name="type">
        <div className="grid gap-3">
          <p className="text-display">Display 있는 만큼만</p>
          <p className="text-title">Title 정확하게 팔아요</p>
          <p className="text-heading">Heading 오늘의 한정판</p>
          <p>Body: sells exactly what it has. 있는 만큼만, 정확하게 팔아요.</p>
          <p className="text-sm text-soft">Small and soft: 12 left</p>
          <p className="tabular-nums">Tabular: ₩1,111,111 ₩8,888,888</p>
        </div>
      </Part>
      <Part name="space (4 px grid)">
        {SPACES.map((space) => (
          <div key={space} className="grid justify-items-center gap-1.5 text-sm">
            <span className="bg-accent" style={{ width: space * 4, height: space * 4 }} />
            {space * 4}
          </div>
        ))}
      </Part>
    </Section>
  );
}
