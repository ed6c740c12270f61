// Moments in the operation's zone, which the page names.

import { say } from './words.svelte';

const MINUTE = 60_000;
const DAY = 86_400_000;

class Zone {
  #name = $state('UTC');
  // The Swedish form is the one of ISO 8601: 2013-02-08 15:02.
  #moment = $derived(
    new Intl.DateTimeFormat('sv-SE', { timeZone: this.#name, dateStyle: 'short', timeStyle: 'short' }),
  );
  #offset = $derived(new Intl.DateTimeFormat('en-US', { timeZone: this.#name, timeZoneName: 'longOffset' }));

  get name(): string {
    return this.#name;
  }

  set name(name: string) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: name });
      this.#name = name;
    } catch {
      this.#name = 'UTC';
    }
  }

  /** Date and time: `2013-02-08 15:02`. */
  moment(iso: string): string {
    const at = Date.parse(iso);
    return Number.isNaN(at) ? iso : this.#moment.format(at);
  }

  /** Minutes ahead of UTC at a moment. */
  ahead(at: number): number {
    const parts = this.#offset.formatToParts(at);
    const found = /([+-])(\d\d):(\d\d)/.exec(parts.find((part) => part.type === 'timeZoneName')?.value ?? '');
    if (!found) return 0;
    const minutes = Number(found[2]) * 60 + Number(found[3]);
    return found[1] === '-' ? -minutes : minutes;
  }

  /** The zone's offset at a moment: `UTC+01`. */
  offset(iso: string): string {
    return offset(this.ahead(Date.parse(iso)));
  }

  /** For a field of date and time. */
  field(iso: string | undefined): string {
    return iso ? this.moment(iso).replace(' ', 'T') : '';
  }

  /** What a person wrote into such a field, in this zone. */
  unfield(local: string): string | undefined {
    // An empty field is no moment; some browsers would read the rest of it as one.
    if (!local) return undefined;
    const written = Date.parse(`${local}:00Z`);
    if (Number.isNaN(written)) return undefined;
    const at = new Date(written - this.ahead(written) * MINUTE);
    return at.toISOString().replace('.000Z', 'Z');
  }
}

/** An offset from UTC in minutes: `UTC+01`, `UTC-03:30`. */
export function offset(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const two = (part: number) => part.toString().padStart(2, '0');
  return `UTC${minutes < 0 ? '-' : '+'}${two(hours)}${rest ? `:${two(rest)}` : ''}`;
}

/** Minutes after midnight: `07:00`. */
export function clock(minutes: number): string {
  return `${Math.floor(minutes / 60).toString().padStart(2, '0')}:${(minutes % 60).toString().padStart(2, '0')}`;
}

/** The whole minute by which a moment is over. */
export function minuteOver(iso: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? iso : new Date(Math.ceil(at / MINUTE) * MINUTE).toISOString();
}

/** Whole days from one moment to another. */
export function days(from: string, to: string): number {
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / DAY));
}

/** So many minutes, told as a person would: minutes, hours, or days from the third on. */
export function span(minutes: number): string {
  if (minutes < 60) return say('measure-minutes', { n: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return say('measure-hours-minutes', { hours, minutes: minutes % 60 });
  return say('page-days', { n: Math.floor(hours / 24) });
}

/** So many tenths of a second, in whole minutes or hours. */
export function duration(deciseconds: number): string {
  // As the terminal counts: what is begun counts as whole.
  const seconds = Math.ceil(deciseconds / 10);
  if (seconds < 60) return say('measure-seconds', { n: seconds });
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return say('measure-minutes', { n: minutes });
  return say('measure-hours-minutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

export const zone = new Zone();
