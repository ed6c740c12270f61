// Who is signed in on this page, for how long, and what is wiped when he leaves.

import { ask, type Schemas, Trouble } from './api';
import { forget } from './kept.svelte';

type SignedIn = Schemas['SignedIn'];

/** Whether somebody signed in here; without it the server is not asked, for it would be in vain. */
const MARK = 'qafila-signed-in';

/** Typing keeps a session alive; the server hears of it so often at most. */
const ALIVE_MS = 5 * 60_000;

class Session {
  /** Whether officers can sign in at this server. */
  desk = $state(false);
  who = $state.raw<SignedIn>();
  /** He was signed in, and is no longer; what he typed is still there. */
  over = $state(false);
  /** Somebody waits for an officer to sign in. */
  asking = $state(false);
  /** Another one, and everything typed is gone. */
  turn = $state(0);
  #now = $state(Date.now());
  #shift = $state(0);
  #idle = $state(0);
  #asked = 0;
  #begun = false;
  #waiting: ((signed: boolean) => void)[] = [];

  /** Whole minutes left. */
  get minutes(): number {
    return Math.max(0, Math.ceil((Math.min(this.#shift, this.#idle) - this.#now) / 60_000));
  }

  /** In whose names is signed here, one after the other. */
  get names(): string {
    return this.who ? [this.who.officer, ...this.who.also].join(' · ') : '';
  }

  /** Finds out who is signed in, once. */
  begin(desk: boolean): void {
    if (this.#begun || !desk) return;
    this.desk = this.#begun = true;
    if (localStorage.getItem(MARK)) void this.look();
    setInterval(() => this.#tick(), 10_000);
    addEventListener('input', () => this.#alive());
    // Signed in or out in another window of the same browser.
    addEventListener('storage', (event) => {
      if (event.key === MARK) void (event.newValue ? this.look() : this.#left());
    });
  }

  /** Asks the server who is signed in. */
  async look(): Promise<void> {
    try {
      this.took(await ask('/api/v1/session'));
    } catch (why) {
      if (why instanceof Trouble && why.problem?.status === 401) this.lapse();
    }
  }

  /** Somebody signed in. */
  took(who: SignedIn): void {
    const before = this.who?.officer ?? sessionStorage.getItem(MARK);
    if (before && before !== who.officer) this.#wipe();
    this.who = who;
    this.over = false;
    localStorage.setItem(MARK, '1');
    sessionStorage.setItem(MARK, who.officer);
    this.#now = this.#asked = Date.now();
    this.#shift = this.#now + who.seconds_left * 1_000;
    this.touched(who.idle_seconds);
    this.#settle(true);
  }

  /** The server did something in his name: the quiet time begins anew. */
  touched(seconds = this.who?.idle_seconds ?? 0): void {
    this.#now = Date.now();
    this.#idle = this.#now + seconds * 1_000;
  }

  /** No longer signed in, by time. */
  lapse(): void {
    this.over = Boolean(this.who ?? sessionStorage.getItem(MARK));
    this.who = undefined;
    localStorage.removeItem(MARK);
  }

  /** Signs out; what was typed and not sent is wiped. */
  async leave(): Promise<void> {
    await fetch('/api/v1/session', { method: 'DELETE' }).catch(() => undefined);
    localStorage.removeItem(MARK);
    this.#left();
  }

  /** Asks for an officer; whether the one from before came back, or somebody did where nobody was. */
  async again(): Promise<boolean> {
    const before = this.who?.officer ?? sessionStorage.getItem(MARK);
    if (this.who) this.lapse();
    this.asking = true;
    const signed = await new Promise<boolean>((done) => this.#waiting.push(done));
    return signed && (!before || before === this.who?.officer);
  }

  /** Somebody is to sign in, whoever it is, before anything is shown. */
  async enter(): Promise<boolean> {
    this.desk = true;
    await this.again();
    return Boolean(this.who);
  }

  /** Nobody signs in now. */
  cancel(): void {
    this.#settle(false);
  }

  #settle(signed: boolean): void {
    this.asking = false;
    this.#waiting.splice(0).forEach((done) => done(signed));
  }

  #left(): void {
    this.who = undefined;
    this.over = false;
    sessionStorage.removeItem(MARK);
    this.#wipe();
  }

  #wipe(): void {
    forget();
    this.turn += 1;
  }

  #tick(): void {
    this.#now = Date.now();
    if (this.who && this.minutes === 0) this.lapse();
  }

  #alive(): void {
    if (!this.who || Date.now() - this.#asked < ALIVE_MS) return;
    this.#asked = Date.now();
    void this.look();
  }
}

export const session = new Session();
