// Where nodes and ribbons of a flow stand. Each node has a rank of its own, from promise to proof, so that the
// same thing stands at the same place in every diagram.

import type { Schemas } from './api';
import { label, say } from './words.svelte';

/** How far along each node is. */
const RANKS: Record<string, number> = {
  pledged: 0,
  source: 0,
  unlisted: 0,
  stock: 1,
  fulfilled: 1,
  owed: 1,
  way: 2,
  crossing: 3,
  disputed: 4,
  returned: 4,
  receiver: 5,
  settled: 5,
  written_off: 6,
  consumed: 6,
  destroyed: 6,
  lost: 6,
  verified: 6,
};
const LAST = 6;
/** Ranks share the width; the last one has as much of it for its name as all others. */
export const SHARES = LAST + 1;

/** In a rank, what goes well stands above what does not, and promises, which are no goods, below both. */
const LOW = new Set(['disputed', 'returned', 'lost', 'destroyed', 'written_off', 'settled', 'unlisted']);
const PROMISES = ['pledged', 'fulfilled', 'owed'];
const level = (node: string) => (PROMISES.includes(node) ? 2 + PROMISES.indexOf(node) : Number(LOW.has(node)));

export interface Spot {
  node: string;
  /** Share of the width, 0 to 1. */
  x: number;
  /** From the top, in pixels. */
  y: number;
  height: number;
  amount: number;
}

export interface Ribbon {
  from: string;
  to: string;
  quantity: number;
  d: string;
}

interface Flow {
  from: string;
  to: string;
  quantity: number;
}

export interface Drawn {
  spots: Spot[];
  ribbons: Ribbon[];
  height: number;
}

/** Room above each node for its name, of up to three lines. */
const GAP = 48;
const THIN = 2;
/** Width of a node, in the plane of the ribbons, which is 1000 wide. */
export const NODE = 9;
const PLANE = 1000;

/** Flows of one item with what checks saw, which moves nothing. */
export function flows(item: Schemas['Flowing']): Flow[] {
  const seen = item.verified > 0 ? [{ from: 'receiver', to: 'verified', quantity: item.verified }] : [];
  return [...item.links.map(({ from, to, quantity }) => ({ from, to, quantity })), ...seen];
}

/** What a node is called. */
export const nodeName = (node: string) => (node === 'verified' ? say('page-flow-verified') : label('node', node));

export function draw(all: Flow[], tall: number): Drawn {
  const amounts = new Map<string, { into: number; out: number }>();
  const of = (node: string) => amounts.get(node) ?? { into: 0, out: 0 };
  for (const { from, to, quantity } of all) {
    amounts.set(from, { ...of(from), out: of(from).out + quantity });
    amounts.set(to, { ...of(to), into: of(to).into + quantity });
  }
  const size = (node: string) => Math.max(of(node).into, of(node).out);
  const ranks: string[][] = Array.from({ length: LAST + 1 }, () => []);
  for (const node of amounts.keys()) ranks[RANKS[node] ?? 1]?.push(node);
  const fullest = Math.max(1, ...ranks.map((nodes) => nodes.reduce((sum, node) => sum + size(node), 0)));
  const scale = (quantity: number) => Math.max(THIN, (quantity / fullest) * tall);
  const spots = ranks.flatMap((nodes, rank) => {
    let y = GAP;
    return nodes
      .sort((a, b) => level(a) - level(b) || size(b) - size(a))
      .map((node) => {
        const spot = { node, x: rank / SHARES, y, height: scale(size(node)), amount: size(node) };
        y += spot.height + GAP;
        return spot;
      });
  });
  return { spots, ribbons: ribbons(all, spots, scale), height: Math.max(...spots.map((one) => one.y + one.height)) + 8 };
}

function ribbons(all: Flow[], spots: Spot[], scale: (quantity: number) => number): Ribbon[] {
  const out: Record<string, number> = {};
  const into: Record<string, number> = {};
  return all.flatMap(({ from, to, quantity }) => {
    const [a, b] = [spots.find((one) => one.node === from), spots.find((one) => one.node === to)];
    if (!a || !b) return [];
    const thick = scale(quantity);
    const [y0, y1] = [a.y + (out[from] ?? 0), b.y + (into[to] ?? 0)];
    out[from] = (out[from] ?? 0) + thick;
    into[to] = (into[to] ?? 0) + thick;
    // The nodes themselves take the ends; what goes back goes under.
    const [x0, x1] = [a.x * (PLANE - NODE) + NODE, b.x * (PLANE - NODE)];
    const bend = Math.max(40, (x1 - x0) / 2);
    const f = (value: number) => value.toFixed(1);
    const edge = (y: number, z: number) => `C${f(x0 + bend)} ${f(y)} ${f(x1 - bend)} ${f(z)} ${f(x1)} ${f(z)}`;
    const back = `C${f(x1 - bend)} ${f(y1 + thick)} ${f(x0 + bend)} ${f(y0 + thick)} ${f(x0)} ${f(y0 + thick)}`;
    return [{ from, to, quantity, d: `M${f(x0)} ${f(y0)}${edge(y0, y1)}V${f(y1 + thick)}${back}Z` }];
  });
}
