/** The value below which a part of sorted numbers lies, null where there are none. */
export function percentileOf(sorted: readonly number[], part: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? null;
}

/** To a tenth, so that figures stay short. */
export const tenth = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 10) / 10;
