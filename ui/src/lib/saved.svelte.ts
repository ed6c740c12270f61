// What a section shows, kept under names in this browser alone: times, filters and what is selected.

import { read, write, type Section, type Where } from './address.svelte';

const KEY = 'qafila-saved';
/** More would be a list to search in. */
const MOST = 50;

export interface Saved {
  name: string;
  /** The address, in no language. */
  address: string;
}

const is = (one: unknown): one is Saved =>
  typeof one === 'object' &&
  one !== null &&
  typeof (one as Saved).name === 'string' &&
  typeof (one as Saved).address === 'string';

function kept(): Saved[] {
  try {
    const all: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(all) ? all.filter(is).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** An address without its language. */
const bare = (where: Where) => write(where).replace(/^#\/[a-z]+\//, '');

class AllSaved {
  #all = $state.raw<Saved[]>(kept());

  /** Those of a section, by name. */
  of(section: Section): Saved[] {
    const own = this.#all.filter((one) => this.where(one, 'en').section === section);
    return own.sort((a, b) => a.name.localeCompare(b.name));
  }

  where({ address }: Saved, lang: Where['lang']): Where {
    return read(`#/${lang}/${address}`, [lang]);
  }

  is(one: Saved, where: Where): boolean {
    return one.address === bare(where);
  }

  /** Keeps what is shown; another of the section that has the name makes way. */
  add(name: string, where: Where): void {
    const others = this.#all.filter((one) => one.name !== name || this.where(one, 'en').section !== where.section);
    this.#keep([{ name, address: bare(where) }, ...others].slice(0, MOST));
  }

  remove(one: Saved): void {
    this.#keep(this.#all.filter((other) => other !== one));
  }

  #keep(all: Saved[]): void {
    this.#all = all;
    try {
      localStorage.setItem(KEY, JSON.stringify(all));
    } catch {
      // A browser that has no room keeps them as long as the page is open.
    }
  }
}

export const saved = new AllSaved();
