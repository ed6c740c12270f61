// What was typed and not yet sent: it outlives a reload and a failed request, and goes with the officer.

/** Everything kept of one officer's drafts. */
const BELOW = 'qafila-draft-';

/** A pause in typing after which it is kept. */
const PAUSE_MS = 150;

let generation = 0;

/** Wipes all that was kept. */
export function forget(): void {
  generation += 1;
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(BELOW)) sessionStorage.removeItem(key);
  }
}

/** A draft under a name, with the key by which it is sent: the same one until it is known to be done. */
export class Kept<T extends object> {
  value: T;
  #name: string;
  #empty: () => T;
  #generation = generation;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  /** To be made where a component begins. */
  constructor(name: string, empty: () => T) {
    this.#name = BELOW + name;
    this.#empty = empty;
    this.value = $state(this.#read());
    $effect(() => {
      // Read here, so that every change is seen.
      const text = JSON.stringify(this.value);
      clearTimeout(this.#waiting);
      this.#waiting = setTimeout(() => this.#write(text), PAUSE_MS);
    });
    $effect(() => {
      const flush = () => this.#write(JSON.stringify(this.value));
      addEventListener('pagehide', flush);
      return () => {
        removeEventListener('pagehide', flush);
        clearTimeout(this.#waiting);
        flush();
      };
    });
  }

  /** The key by which its request is repeated. */
  get key(): string {
    const name = `${this.#name}-key`;
    const known = sessionStorage.getItem(name) ?? crypto.randomUUID();
    sessionStorage.setItem(name, known);
    return known;
  }

  /** It was sent under that key and answered: the next request is another. */
  renew(): void {
    sessionStorage.removeItem(`${this.#name}-key`);
  }

  /** Begins anew. */
  clear(): void {
    this.renew();
    this.value = this.#empty();
  }

  #read(): T {
    const empty = this.#empty();
    try {
      return { ...empty, ...JSON.parse(sessionStorage.getItem(this.#name) ?? '{}') };
    } catch {
      return empty;
    }
  }

  #write(text: string): void {
    // Wiped meanwhile: nothing comes back.
    if (this.#generation !== generation) return;
    const nothing = JSON.stringify(this.#empty());
    try {
      if (text === nothing) sessionStorage.removeItem(this.#name);
      else sessionStorage.setItem(this.#name, text);
    } catch {
      // A browser that has no room keeps it in the page alone.
    }
  }
}
