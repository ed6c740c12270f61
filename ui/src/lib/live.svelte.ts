// What changes on the node, told by the server as it changes.

const VIEWS = ['picture', 'convoys', 'plan', 'account', 'findings', 'parties', 'journals', 'partners', 'reset'] as const;

/** Views change together; they are asked for again once. */
const TOGETHER_MS = 150;

class Live {
  /** Counts changes; whoever reads it asks again. */
  changes = $state(0);
  #source: EventSource | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #begun = false;

  /** Listens while the page is seen: a browser has few connections to one server. */
  listen(): void {
    if (!this.#begun) document.addEventListener('visibilitychange', () => this.#follow());
    this.#begun = true;
    this.#follow();
  }

  /** Something is known to have changed. */
  change(): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => (this.changes += 1), TOGETHER_MS);
  }

  #follow(): void {
    if (document.hidden) this.#close();
    else this.#open();
  }

  #open(): void {
    // One that was refused is over.
    if (this.#source && this.#source.readyState !== EventSource.CLOSED) return;
    const source = new EventSource('/api/v1/events');
    for (const view of VIEWS) source.addEventListener(view, () => this.change());
    this.#source = source;
  }

  #close(): void {
    this.#source?.close();
    this.#source = undefined;
    // What happens meanwhile is not told: all is asked for again when the page is looked at.
    const seen = () => {
      if (!document.hidden) this.change();
      document.removeEventListener('visibilitychange', seen);
    };
    document.addEventListener('visibilitychange', seen);
  }
}

export const live = new Live();
