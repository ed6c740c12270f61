// Which names fit on the map: the important ones first, none on another.

import type { XY } from './projection';

export interface Wanted {
  key: string;
  text: string;
  /** Where it may stand, best first. */
  at: XY[];
  /** Lower is more important. */
  rank: number;
  /** Distance from such a point to the text; none where it stands on the point. */
  gap: number;
  kind: 'place' | 'state' | 'country';
}

export interface Label extends Wanted {
  x: number;
  y: number;
  width: number;
}

const HEIGHT = 16;
const AIR = 2;

type Box = readonly [left: number, top: number, right: number, bottom: number];

const meets = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** On a point, for what has no mark there; right of it, left of it, above, below. */
function corners([x, y]: XY, gap: number, width: number): XY[] {
  if (gap === 0) return [[x - width / 2, y - HEIGHT / 2]];
  return [
    [x + gap, y - HEIGHT / 2],
    [x - gap - width, y - HEIGHT / 2],
    [x - width / 2, y - gap - HEIGHT],
    [x - width / 2, y + gap],
  ];
}

/** Places what fits into the screen; `taken` are boxes that no label may cover. */
export function place(wanted: Wanted[], taken: Box[], measure: (text: string) => number, size: XY): Label[] {
  const boxes = [...taken];
  const placed: Label[] = [];
  const ranked = [...wanted].sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
  for (const label of ranked) {
    const width = measure(label.text);
    for (const [left, top] of label.at.flatMap((at) => corners(at, label.gap, width))) {
      const box: Box = [left - AIR, top, left + width + AIR, top + HEIGHT];
      const inside = box[0] >= 0 && box[1] >= 0 && box[2] <= size[0] && box[3] <= size[1];
      if (inside && !boxes.some((other) => meets(box, other))) {
        boxes.push(box);
        placed.push({ ...label, x: left, y: top + HEIGHT - 4, width });
        break;
      }
    }
  }
  return placed;
}
