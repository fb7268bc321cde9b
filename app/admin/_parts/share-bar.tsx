import { cn } from "#app/_components/ui/class-names.ts";

interface ShareBarProps {
  part: number;
  whole: number;
  /** What a screen reader says before the numbers. */
  label: string;
  tone?: "accent" | "good";
}

/** How much of a whole is taken, as a bar with its numbers. */
export function ShareBar({ part, whole, label, tone = "accent" }: ShareBarProps) {
  const share = whole > 0 ? Math.min(1, part / whole) : 0;
  return (
    <span className="grid min-w-24 gap-1">
      <span className="text-xs whitespace-nowrap tabular-nums">
        <span className="sr-only">{label}: </span>
        {part} / {whole}
      </span>
      <span aria-hidden className="block h-1.5 overflow-hidden rounded-full bg-sunken">
        <span
          className={cn("block h-full rounded-full", tone === "good" ? "bg-good" : "bg-accent")}
          style={{ width: `${share * 100}%` }}
        />
      </span>
    </span>
  );
}
