// Words of the page, from the Fluent files that the command line reads too.

import { FluentBundle, FluentNumber, FluentResource, FluentType, type FluentVariable, type Scope } from '@fluent/bundle';
import { ask, type Names } from './api';

export const LANGS = ['ar', 'fr', 'en'] as const;
export type Lang = (typeof LANGS)[number];

/** Languages by their own names. */
export const LANG_NAMES: Record<Lang, string> = { ar: 'العربية', fr: 'Français', en: 'English' };

// Western digits in every language, as on the command line.
const LOCALES: Record<Lang, string> = { ar: 'ar-u-nu-latn', fr: 'fr', en: 'en' };
// Between groups of three digits: a comma in English, else a narrow space.
const GROUPS: Record<Lang, string> = { ar: '\u202f', fr: '\u202f', en: ',' };

/** A whole number that is shown grouped and chosen by as a number. */
class Count extends FluentNumber {
  override toString(_: Scope): string {
    return number(this.value);
  }
}

// Begin and end of a stretch in one direction; as numbers, because the marks themselves are unseen.
const [LEFT_TO_RIGHT, RIGHT_TO_LEFT, BY_ITSELF, END] = [0x2066, 0x2067, 0x2068, 0x2069].map((mark) =>
  String.fromCharCode(mark),
);

/** A code, date or address: left to right in every language. */
class Code extends FluentType<string> {
  toString(_: Scope): string {
    return `${LEFT_TO_RIGHT}${this.value}${END}`;
  }
}

/** A name or other people's words: in their own direction. */
class Name extends FluentType<string> {
  toString(_: Scope): string {
    return `${BY_ITSELF}${this.value}${END}`;
  }
}

/** Words of this page inside others: in the direction of its language, whatever they begin with. */
class Phrase extends FluentType<string> {
  toString(_: Scope): string {
    return `${words.rtl ? RIGHT_TO_LEFT : LEFT_TO_RIGHT}${this.value}${END}`;
  }
}

export type Value = string | number | Code | Phrase;

/** Marks a value as a code, date or address. */
export function code(text: string): Code {
  return new Code(text);
}

/** Marks a value as said in the page's own language. */
export function phrase(text: string): Phrase {
  return new Phrase(text);
}

class Words {
  lang = $state<Lang>('en');
  /** The language itself, then English for what it lacks. */
  #bundles = $state.raw<FluentBundle[]>([]);
  #known = new Map<Lang, Promise<FluentBundle>>();

  get rtl(): boolean {
    return this.lang === 'ar';
  }

  get ready(): boolean {
    return this.#bundles.length > 0;
  }

  async speak(lang: Lang): Promise<void> {
    const wanted = lang === 'en' ? [this.#bundle('en')] : [this.#bundle(lang), this.#bundle('en')];
    const bundles = await Promise.all(wanted);
    this.#bundles = bundles;
    this.lang = lang;
  }

  say(id: string, values: Record<string, Value>): string {
    for (const bundle of this.#bundles) {
      const pattern = bundle.getMessage(id)?.value;
      if (pattern) return bundle.formatPattern(pattern, variables(values), []);
    }
    console.error(`no message ${id}`);
    return id;
  }

  has(id: string): boolean {
    return this.#bundles.some((bundle) => bundle.hasMessage(id));
  }

  #bundle(lang: Lang): Promise<FluentBundle> {
    const loaded = this.#known.get(lang) ?? load(lang);
    this.#known.set(lang, loaded);
    // A failure is not kept: the next call asks again.
    loaded.catch(() => this.#known.delete(lang));
    return loaded;
  }
}

function variables(values: Record<string, Value>): Record<string, FluentVariable> {
  const wrap = (value: Value): FluentVariable => {
    if (typeof value === 'number') return new Count(value);
    return typeof value === 'string' ? new Name(value) : value;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, wrap(value)]));
}

/** In French no line may end before a colon: the files have plain spaces there, as terminals want them. */
const unbroken = (text: string) => text.replace(/ (?=[:;?!»])|(?<=«) /g, '\u00a0');

async function load(lang: Lang): Promise<FluentBundle> {
  const { files } = await ask('/api/v1/words/{lang}', {}, { lang });
  // The values above isolate themselves, each in its own direction.
  const bundle = new FluentBundle(LOCALES[lang], { useIsolating: false });
  for (const file of files) bundle.addResource(new FluentResource(lang === 'fr' ? unbroken(file.text) : file.text));
  return bundle;
}

export const words = new Words();

/** A sentence. */
export function say(id: string, values: Record<string, Value> = {}): string {
  return words.say(id, values);
}

/** The label of a code, such as `('road state', 'open')`; the code itself where it has none. */
export function label(list: string, word: string): string {
  const id = `${list}-${word}`.toLowerCase().replace(/[ _.]/g, '-');
  return words.has(id) ? say(id) : word;
}

/** What is shown of a name, which somebody else chose. */
const LONGEST = 100;

/** The beginning of a name, where the whole would fill the screen. */
export function short(text: string): string {
  // Letters, not halves of them.
  return text.length > LONGEST ? `${[...text.slice(0, 2 * LONGEST)].slice(0, LONGEST).join('')}…` : text;
}

/** A name in the language spoken. */
export function name(names: Names): string {
  return short(names[words.lang]);
}

/** A whole number, grouped. */
export function number(value: number): string {
  const digits = Math.abs(value).toString().replace(/\B(?=(\d{3})+$)/g, GROUPS[words.lang]);
  // Beyond this JavaScript no longer counts by one; better said than hidden.
  const about = Number.isSafeInteger(value) ? '' : '≈';
  return `${about}${value < 0 ? '\u2212' : ''}${digits}`;
}

/** Names one after the other. */
export function list(names: string[]): string {
  return new Intl.ListFormat(words.lang, { type: 'conjunction' }).format(names);
}
