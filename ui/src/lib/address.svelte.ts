// What the page shows stands in its address: `#/ar/corridor/axis/axis-hoggar?at=2013-02-12T00:00:00Z`.

import { LANGS, type Lang } from './words.svelte';

export const SECTIONS = ['today', 'corridor', 'plan', 'flow', 'account', 'journals', 'report'] as const;
export type Section = (typeof SECTIONS)[number];

const ROADS = ['axis', 'segment', 'place'] as const;
const KINDS = [...ROADS, 'convoy', 'matter', 'serial', 'statement'] as const;

/** What narrows a section; it stays when the section changes. */
export const FILTERS = ['agreement', 'pledge', 'item', 'from', 'to', 'q', 'state'] as const;
export type Filters = Partial<Record<(typeof FILTERS)[number], string>>;

/** What is selected on the corridor. */
export interface Selection {
  kind: (typeof ROADS)[number];
  id: string;
}

/** What is selected anywhere. */
export interface Chosen {
  kind: (typeof KINDS)[number];
  id: string;
}

export interface Where {
  lang: Lang;
  section: Section;
  selection: Chosen | undefined;
  /** As it was at. */
  at: string | undefined;
  /** With what was known by. */
  known: string | undefined;
  filters: Filters;
}

function among<T extends string>(list: readonly T[], word: string | undefined): T | undefined {
  return list.find((known) => known === word);
}

/** Reads an address; what it does not say, or says wrongly, is as at first sight. */
export function read(hash: string, spoken: readonly string[]): Where {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [lang, section, kind, ...rest] = path.split('/');
  const times = new URLSearchParams(query);
  const known = among(KINDS, kind);
  const id = decode(rest.join('/'));
  const preferred = spoken.map((tag) => among(LANGS, tag.slice(0, 2).toLowerCase())).find(Boolean);
  return {
    lang: among(LANGS, lang) ?? preferred ?? 'en',
    section: among(SECTIONS, section) ?? 'today',
    selection: known && id ? { kind: known, id } : undefined,
    at: times.get('at') || undefined,
    known: times.get('known') || undefined,
    filters: Object.fromEntries(FILTERS.flatMap((name) => (times.get(name) ? [[name, times.get(name)]] : []))),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** The selection, where it is a road or place. */
export function onRoads(chosen: Chosen | undefined): Selection | undefined {
  const kind = among(ROADS, chosen?.kind);
  return chosen && kind ? { kind, id: chosen.id } : undefined;
}

/** Writes an address. */
export function write(where: Where): string {
  const parts: string[] = [where.lang, where.section];
  if (where.selection) parts.push(where.selection.kind, encodeURIComponent(where.selection.id));
  const times = new URLSearchParams();
  if (where.at) times.set('at', where.at);
  if (where.known) times.set('known', where.known);
  for (const name of FILTERS) {
    const value = where.filters[name];
    if (value) times.set(name, value);
  }
  const query = times.toString();
  return `#/${parts.join('/')}${query ? `?${query}` : ''}`;
}

class Address {
  #where = $state.raw<Where>(read(location.hash, navigator.languages));

  constructor() {
    addEventListener('hashchange', () => {
      this.#where = read(location.hash, navigator.languages);
    });
  }

  get where(): Where {
    return this.#where;
  }

  /** The address of what is shown now, but for what is given. */
  to(change: Partial<Where>): string {
    return write({ ...this.#where, ...change });
  }

  /** Shows something else, at once; the address follows, in place of the one before where that is asked. */
  go(change: Partial<Where>, inPlace = false): void {
    this.#where = { ...this.#where, ...change };
    if (inPlace) history.replaceState(history.state, '', write(this.#where));
    else location.hash = write(this.#where);
  }
}

export const address = new Address();

/** Whether something is what the address selects. */
export function isChosen(kind: Chosen['kind'], id: string): boolean {
  const chosen = address.where.selection;
  return chosen?.kind === kind && chosen.id === id;
}
