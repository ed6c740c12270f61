// Moments as shares of a row of time. Which side the row begins on is the language's; see `inset-inline-start`.

export interface Frame {
  from: number;
  to: number;
}

const HOUR = 3_600_000;
const STEPS = [1, 3, 6, 12, 24, 48, 168].map((hours) => hours * HOUR);

/** How far into the frame a moment is, in per cent. */
export function share(frame: Frame, iso: string): number {
  return (100 * (Date.parse(iso) - frame.from)) / (frame.to - frame.from);
}

/** Where something from one moment to another stands in a row; never too thin to be seen. */
export function place(frame: Frame, from: string, to: string): string {
  const start = Math.max(0, share(frame, from));
  const wide = Math.min(100, share(frame, to)) - start;
  return `inset-inline-start:${start.toFixed(3)}%;inline-size:max(3px,${Math.max(0, wide).toFixed(3)}%)`;
}

/** Whole steps of local time within the frame, so few that they can be read. */
export function ticks(frame: Frame, most: number, ahead: (at: number) => number): { at: number; day: boolean }[] {
  const step = STEPS.find((one) => (frame.to - frame.from) / one <= most) ?? 2 * 168 * HOUR;
  const shift = ahead(frame.from) * 60_000;
  const found: { at: number; day: boolean }[] = [];
  for (let at = Math.ceil((frame.from + shift) / step) * step - shift; at <= frame.to; at += step) {
    found.push({ at, day: (at + shift) % (24 * HOUR) === 0 });
  }
  return found;
}
