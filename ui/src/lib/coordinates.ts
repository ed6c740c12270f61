// Coordinates as people write them, and as they read them: degrees, UTM, MGRS, all on WGS 84.

import Dms from 'geodesy/dms.js';
import LatLonSpherical from 'geodesy/latlon-spherical.js';
import Mgrs, { LatLon as LatLonMgrs } from 'geodesy/mgrs.js';
import Utm from 'geodesy/utm.js';

/** Degrees east and north, as GeoJSON has them. */
export type Position = readonly [lon: number, lat: number];

const MGRS = /^\d{1,2}[C-HJ-NP-X][A-HJ-NP-Z]{2}(\d\d){1,5}$/;
/** A zone, its half of the world or its band, easting and northing in metres. */
const UTM = /^(\d{1,2}) ?([C-HJ-NP-X]) (\d{6}(?:\.\d+)?) ?M?E?,? (\d{1,8}(?:\.\d+)?) ?M?N?$/;
const DECIMAL_COMMAS = /^(-?\d+),(\d+)[;\s]+(-?\d+),(\d+)$/;
const HALVES = [
  /^(.+?)[,;](.+)$/,
  /^(.+?[NS]) ?(.+)$/,
  /^([NS].+?) ?([EWO].+)$/,
  /^(-?\d+\.\d+) (-?\d+\.\d+)$/,
];
/** Degrees, minutes, seconds and a side, in the marks that they are written with. */
const DEGREES = /^[NSEWO]? ?[-+]?\d{1,3}(\.\d+|[°º: ] ?(\d{1,2}(\.\d+)?['′’: ]? ?(\d{1,2}(\.\d+)?["″”]?)?)?)? ?[NSEWO]?$/;

/** Arabic digits and marks as Latin ones, one space where there are several. */
function plain(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/\u060c/g, ',')
    .replace(/\u066b/g, '.')
    .replace(/\s+/g, ' ')
    .trim()
    .toUpperCase();
}

/** The point that a text names; none where it names no point. */
export function position(text: string): Position | undefined {
  const written = plain(text);
  try {
    return grid(written) ?? degrees(written);
  } catch {
    // Such letters, and no such square or zone.
    return undefined;
  }
}

function grid(text: string): Position | undefined {
  const joined = text.replace(/ /g, '');
  const utm = UTM.exec(text);
  if (utm) {
    const [, zone = '', letter = '', easting, northing] = utm;
    // N and S are halves of the world, as most write them; other letters are bands.
    const north = letter === 'S' ? false : letter >= 'N';
    const { lat, lon } = new Utm(Number(zone), north ? 'N' : 'S', Number(easting), Number(northing)).toLatLon();
    return [lon, lat];
  }
  if (!MGRS.test(joined)) return undefined;
  const { lat, lon } = Mgrs.parse(joined).toUtm().toLatLon();
  return [lon, lat];
}

function degrees(text: string): Position | undefined {
  const commas = DECIMAL_COMMAS.exec(text);
  const one = commas ? `${commas[1]}.${commas[2]},${commas[3]}.${commas[4]}` : text;
  for (const half of HALVES) {
    const [first, second] = (half.exec(one) ?? []).slice(1).map((part) => part.trim());
    if (!first || !second || !DEGREES.test(first) || !DEGREES.test(second)) continue;
    // West is `ouest` in French.
    const [a, b] = [first, second].map((part) => ({ value: Dms.parse(sided(part)), east: /[EWO]/.test(part) }));
    if (!a || !b || Number.isNaN(a.value) || Number.isNaN(b.value)) continue;
    const [lat, lon] = a.east && !b.east ? [b.value, a.value] : [a.value, b.value];
    if (Math.abs(lat) <= 90 && Math.abs(lon) <= 180) return [lon, lat];
  }
  return undefined;
}

/** With the side behind, where the library looks for it. */
function sided(part: string): string {
  const side = /[NSEWO]/.exec(part)?.[0] ?? '';
  return part.replace(/[NSEWO]/, '').trim() + side.replace('O', 'W');
}

/** A point in each form; grids end at 84 degrees north and 80 south. */
export function forms([lon, lat]: Position): { degrees: string; minutes: string; utm?: string; mgrs?: string } {
  const side = (value: number, sides: string) => sides.charAt(value < 0 ? 1 : 0);
  // Three digits of degrees, which latitudes never have.
  const dms = (value: number) => Dms.toDms(Math.abs(value), 'dms', 0).replace(/\s/g, '');
  const written = {
    degrees: `${lat.toFixed(5)}, ${lon.toFixed(5)}`,
    minutes: `${dms(lat).slice(1)}${side(lat, 'NS')} ${dms(lon)}${side(lon, 'EW')}`,
  };
  if (lat > 84 || lat < -80) return written;
  const utm = new LatLonMgrs(lat, lon).toUtm();
  return { ...written, utm: utm.toString(0), mgrs: utm.toMgrs().toString(10) };
}

/** Metres along the great circle, on a sphere: right within half a hundredth. */
export function metres([lon, lat]: Position, [toLon, toLat]: Position): number {
  return new LatLonSpherical(lat, lon).distanceTo(new LatLonSpherical(toLat, toLon));
}
