// From degrees to the plane of the screen: Mercator's, which keeps directions at corridor size.

import type { Schemas } from '../lib/api';

export type XY = readonly [number, number];
export type Feature = Schemas['Feature'];

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const RADIANS = Math.PI / 180;

/** East and south of the origin, in degrees of longitude. */
export function project([lon, lat]: readonly number[]): XY {
  const y = Math.log(Math.tan(Math.PI / 4 + ((lat ?? 0) * RADIANS) / 2)) / RADIANS;
  return [lon ?? 0, -y];
}

/** The course of a feature; a point is a course of one. */
export function course(feature: Feature): XY[] {
  const { geometry } = feature;
  return geometry.type === 'Point' ? [project(geometry.coordinates)] : geometry.coordinates.map(project);
}

/** The smallest box around points. */
export function around(points: XY[]): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

export function sameBox(a: Box, b: Box): boolean {
  return a.left === b.left && a.right === b.right && a.top === b.top && a.bottom === b.bottom;
}

/** Which part of the plane the screen shows. */
export interface View {
  /** Middle of the screen, on the plane. */
  centre: XY;
  /** Pixels of one unit of the plane. */
  scale: number;
}

/** Shows the whole box, with a margin in pixels. */
export function fit(box: Box, width: number, height: number, margin: number): View {
  const across = Math.max(box.right - box.left, 1e-6);
  const down = Math.max(box.bottom - box.top, 1e-6);
  return {
    centre: [(box.left + box.right) / 2, (box.top + box.bottom) / 2],
    scale: Math.min(Math.max(width - 2 * margin, 1) / across, Math.max(height - 2 * margin, 1) / down),
  };
}

/** Where a point of the plane is on the screen. */
export function onScreen([x, y]: XY, view: View, width: number, height: number): XY {
  return [(x - view.centre[0]) * view.scale + width / 2, (y - view.centre[1]) * view.scale + height / 2];
}
