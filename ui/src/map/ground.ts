// What lies under the roads: land, coasts and borders of countries, on the plane of the map.
//
// Natural Earth at 1:50 million, from the package `world-atlas`; fetched when a map is first drawn.

import { feature, mesh } from 'topojson-client';
import type { GeometryObject as Member } from 'topojson-specification';
import { around, type Box, onScreen, project, type View, type XY } from './projection';

export interface Country {
  /** ISO 3166 code of two letters; empty where there is none. */
  code: string;
  /** Rings of all its parts near the map; what is in an odd number of them is inside. */
  rings: XY[][];
}

export interface Ground {
  countries: Country[];
  coasts: XY[][];
  borders: XY[][];
  disputed: XY[][];
}

/** Where parties to a dispute draw a border otherwise, or none; beside what has no code at all. */
const DISPUTED = new Set(['EH', 'PS', 'IN PK']);

/** Pixels between the points that are asked which country they are in. */
const STEP = 40;
/** How far from a name's best place it may stand, in places. */
const PLACES = 12;

/** The ground around a box. */
export async function groundAround(box: Box): Promise<Ground> {
  const { default: land } = await import('virtual:ground');
  const { countries } = land.objects;
  const window = wider(box);
  const lines = (filter: (a: Member, b: Member) => boolean) =>
    mesh(land, countries, filter)
      .coordinates.map((line) => line.map(flat))
      .filter((line) => meet(around(line), window));
  return {
    countries: feature(land, countries).features.flatMap(({ geometry, properties }) => {
      const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
      const near = parts.map((part) => part.map((ring) => ring.map(flat))).filter(([outer]) => outer && meet(around(outer), window));
      return near.length > 0 ? [{ code: properties.code, rings: near.flat() }] : [];
    }),
    coasts: lines((a, b) => a === b),
    borders: lines((a, b) => a !== b && !inDispute(a, b)),
    disputed: lines((a, b) => a !== b && inDispute(a, b)),
  };
}

const codeOf = ({ properties }: Member) => (properties as { code?: string } | undefined)?.code ?? '';

function inDispute(a: Member, b: Member): boolean {
  const codes = [codeOf(a), codeOf(b)].sort();
  return codes.some((code) => code === '' || DISPUTED.has(code)) || DISPUTED.has(codes.join(' '));
}

/** Mercator's plane has no poles. */
function flat([lon = 0, lat = 0]: number[]): XY {
  return project([lon, Math.min(85, Math.max(-85, lat))]);
}

/** As much again on every side as the box is long: what a screen of any shape may show of it. */
function wider({ left, right, top, bottom }: Box): Box {
  const by = 2 * Math.max(right - left, bottom - top);
  return { left: left - by, right: right + by, top: top - by, bottom: bottom + by };
}

const meet = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

export function inside(rings: XY[][], [x, y]: XY): boolean {
  let odd = false;
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [[ax, ay], [bx, by]] = [ring[at] ?? [0, 0], ring[before] ?? [0, 0]];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
    }
  }
  return odd;
}

/** Where on the screen the name of each country in sight may stand: where most of it is around, first. */
export function nameable(ground: Ground, view: View, width: number, height: number): { code: string; at: XY[] }[] {
  const across = Math.floor(width / STEP);
  const down = Math.floor(height / STEP);
  const plane = (column: number, row: number): XY => [
    view.centre[0] + ((column + 0.5) * STEP - width / 2) / view.scale,
    view.centre[1] + ((row + 0.5) * STEP - height / 2) / view.scale,
  ];
  return ground.countries.flatMap(({ code, rings }) => {
    if (code === '') return [];
    const held = Array.from({ length: across * down }, (_, at) => inside(rings, plane(at % across, Math.floor(at / across))));
    const room = (at: number) => {
      const [column, row] = [at % across, Math.floor(at / across)];
      let least = Math.min(column + 1, across - column, row + 1, down - row);
      held.forEach((is, other) => {
        if (!is) least = Math.min(least, Math.max(Math.abs((other % across) - column), Math.abs(Math.floor(other / across) - row)));
      });
      return least;
    };
    const places = held.flatMap((is, at) => (is ? [{ at, room: room(at) }] : []));
    const best = places.sort((a, b) => b.room - a.room || a.at - b.at).slice(0, PLACES);
    const screen = ({ at }: { at: number }) => onScreen(plane(at % across, Math.floor(at / across)), view, width, height);
    return best.length > 0 ? [{ code, at: best.map(screen) }] : [];
  });
}

/** What a country is called. */
export function countryName(code: string, lang: string): string {
  return new Intl.DisplayNames([lang], { type: 'region' }).of(code) ?? code;
}

/** The longest round distance in metres that is no more pixels long than `most`, in the middle of a view. */
export function scaleBar(view: View, most: number): { metres: number; pixels: number } {
  const latitude = Math.atan(Math.sinh((-view.centre[1] * Math.PI) / 180));
  const metre = view.scale / (111_320 * Math.cos(latitude));
  const power = 10 ** Math.floor(Math.log10(most / metre));
  const metres = [5, 2, 1].map((by) => by * power).find((length) => length * metre <= most) ?? power;
  return { metres, pixels: metres * metre };
}

/** A length in metres or kilometres, as the language writes it. */
export function distance(metres: number, lang: string): string {
  const [value, unit] = metres < 1000 ? [metres, 'meter'] : [metres / 1000, 'kilometer'];
  // One set of digits: those of all other numbers of the page.
  return new Intl.NumberFormat(`${lang}-u-nu-latn`, { style: 'unit', unit }).format(value);
}
