// The telephone as the page sees it: Rust in WebAssembly over what the browser keeps.

import init, { Handset, readCode, verify } from './gen/phone.js';
import { Kept, type Photo } from './kept';

export interface JournalState {
  party: string;
  origin: string;
  size: number;
  own: boolean;
  key: string;
}

export interface State {
  stage: 'new' | 'asked' | 'ready';
  unlocked: boolean;
  name: string | null;
  party: string | null;
  origin: string | null;
  officers: string[];
  unsent: number;
  journals: JournalState[];
  zone: string | null;
}

export interface Names {
  en: string;
  fr: string;
  ar: string;
}

export interface OfferLine {
  item: string;
  quantity: number;
  lot: string | null;
  serials: string[];
  names: Names | null;
  unit: string | null;
}

export interface Offer {
  leaf: string;
  giver: string;
  receiver: string;
  place: string;
  convoy: string | null;
  at: string;
  state: 'open' | 'answered' | 'withdrawn';
  lines: OfferLine[];
  answers: { leaf: string; at: string }[];
}

export interface Crossing {
  party: string;
  offers: Offer[];
  convoys: string[];
}

/** A place, with its names where the network knows it. */
export interface Placed {
  id: string;
  names: Names | null;
}

/** A piece that a check is or was due for. */
export interface Due {
  item: string;
  names: Names | null;
  serial: string;
  due: string;
  state: 'verified' | 'failed' | 'due' | 'overdue';
  outstanding: boolean;
  held: { party: string; site: Placed } | null;
  last: { leaf: string; party: string; when: string; result: string; method: string } | null;
}

export interface Checks {
  pieces: Due[];
  places: Placed[];
}

export interface Taken {
  new: boolean;
  leaf: string;
  party: string;
  kind: string | null;
  officer: string | null;
}

export interface Judged {
  verdict: 'sound' | 'unsound' | 'unknown';
  origin: string;
  index: number;
  leaf: string;
  why?: string;
  cosigned?: { by: string; at: string | null }[];
  statement: { kind: string; party: string; officer: string; stated: string } | null;
}

class Hand {
  state = $state.raw<State>();
  /** Another window of this browser has the telephone. */
  elsewhere = $state(false);
  busy = $state(false);
  #handset: Handset | undefined;
  #kept: Kept | undefined;

  /** Takes the telephone up; one window at a time. */
  async begin(): Promise<void> {
    await init();
    this.#kept = await Kept.open();
    await photos.begin(this.#kept);
    await this.#reload();
  }

  async hold(): Promise<void> {
    await new Promise<void>((held) => {
      void navigator.locks.request('qafila-phone', { ifAvailable: true }, (lock) => {
        this.elsewhere = lock === null;
        held();
        // As long as the page lives.
        return lock && new Promise<never>(() => {});
      });
    });
  }

  async #reload(): Promise<void> {
    this.#handset = new Handset((await this.#kept?.all()) ?? new Map());
    this.state = JSON.parse(this.#handset.state()) as State;
  }

  /** Does something, keeps what it changed, and only then tells the result. */
  async run<T>(work: (handset: Handset) => string): Promise<T> {
    const handset = this.#handset;
    if (!handset || !this.#kept) throw new Error('the telephone is not open');
    this.busy = true;
    // The page says that it works before work that takes seconds stops it.
    await new Promise((painted) => setTimeout(painted, 30));
    try {
      const answer = work(handset);
      await this.#kept.put(handset.changes() as [string, Uint8Array][]);
      this.state = JSON.parse(handset.state()) as State;
      return JSON.parse(answer) as T;
    } catch (why) {
      // What is in memory may be ahead of what is kept: the kept one counts.
      if (handset.changes().length > 0) await this.#reload();
      throw why;
    } finally {
      this.busy = false;
    }
  }

  ask<T>(question: (handset: Handset) => string): T | undefined {
    return this.#handset && (JSON.parse(question(this.#handset)) as T);
  }

  lock(): void {
    this.#handset?.lock();
    if (this.#handset) this.state = JSON.parse(this.#handset.state()) as State;
  }

  bundle(): Uint8Array | undefined {
    return this.#handset?.exportBundle();
  }
}

export const hand = new Hand();

/** Photographs of what differs and of what was checked: their hashes are signed, they stay here. */
class Photos {
  /** The newest first. */
  all = $state.raw<Photo[]>([]);
  #kept: Kept | undefined;

  async begin(kept: Kept): Promise<void> {
    this.#kept = kept;
    this.all = (await kept.photos()).sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  async keep(hash: string, file: File): Promise<void> {
    if (!this.#kept) throw new Error('the telephone is not open');
    const bytes = new Uint8Array(await file.arrayBuffer());
    await this.#kept.keepPhoto({ hash, name: file.name, at: new Date().toISOString(), bytes });
    await this.begin(this.#kept);
  }

  async remove(hash: string): Promise<void> {
    await this.#kept?.removePhoto(hash);
    if (this.#kept) await this.begin(this.#kept);
  }
}

export const photos = new Photos();

/** Judges a proof by key lines. */
export function judge(proof: string, keys: string, leaf: string): Judged {
  return JSON.parse(verify(proof, keys, leaf)) as Judged;
}

/** Why something failed, in words. */
export function why(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The text of a file; a picture is read as a code. */
export async function textOf(file: File): Promise<string> {
  if (!file.type.startsWith('image/')) return file.text();
  const picture = await createImageBitmap(file);
  return codeOf(picture, picture.width, picture.height);
}

/** The code that a picture shows. */
export function codeOf(picture: CanvasImageSource, width: number, height: number): string {
  // A telephone's camera has far more points than a code needs.
  const scale = Math.min(1, 1600 / Math.max(width, height));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser cannot read pictures');
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return readCode(canvas.width, canvas.height, new Uint8Array(data.buffer));
}

/** Hands a file to the person. */
export function download(name: string, content: BlobPart): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
