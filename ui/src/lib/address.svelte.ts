// What the page shows stands in its address: `#/ar/corridor/axis/axis-hoggar?at=2013-02-12T00:00:00Z`.

import { LANGS, type Lang } from './words.svelte';

export const SECTIONS = ['corridor', 'plan', 'account'] as const;
export type Section = (typeof SECTIONS)[number];

/** What is selected on the corridor. */
export interface Selection {
  kind: 'axis' | 'segment' | 'place';
  id: string;
}

export interface Where {
  lang: Lang;
  section: Section;
  selection: Selection | undefined;
  /** As it was at. */
  at: string | undefined;
  /** With what was known by. */
  known: string | undefined;
}

const KINDS = ['axis', 'segment', 'place'] as const;

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
    section: among(SECTIONS, section) ?? 'corridor',
    selection: known && id ? { kind: known, id } : undefined,
    at: times.get('at') || undefined,
    known: times.get('known') || undefined,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** Writes an address. */
export function write(where: Where): string {
  const parts: string[] = [where.lang, where.section];
  if (where.selection) parts.push(where.selection.kind, encodeURIComponent(where.selection.id));
  const times = new URLSearchParams();
  if (where.at) times.set('at', where.at);
  if (where.known) times.set('known', where.known);
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

  /** Shows something else, at once; the address follows. */
  go(change: Partial<Where>): void {
    this.#where = { ...this.#where, ...change };
    location.hash = write(this.#where);
  }
}

export const address = new Address();
