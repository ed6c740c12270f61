// Requests that write, in the name of whoever is signed in.

import { type Schemas, Trouble } from './api';
import type { paths } from './api.gen';
import { live } from './live.svelte';
import { session } from './session.svelte';
import { words } from './words.svelte';

type Writing = { [P in keyof paths]: paths[P] extends { post: object } ? P : never }[keyof paths];

export type Body<P extends Writing> = paths[P] extends {
  post: { requestBody: { content: { 'application/json': infer Body } } };
}
  ? Body
  : undefined;

type Done<P extends Writing> = paths[P] extends { post: { responses: infer All } }
  ? { [Status in keyof All & (200 | 201 | 202)]: All[Status] extends { content: { 'application/json': infer Body } } ? Body : never }[keyof All &
      (200 | 201 | 202)]
  : never;

interface How {
  /** Fills the braces of the path. */
  into?: Record<string, string>;
  /** By which the request can be repeated. */
  key?: string;
  /** Signing in itself is not interrupted by the question who signs in. */
  alone?: boolean;
}

/** The word of a problem's kind. */
export function word(problem: Schemas['Problem'] | undefined): string {
  return problem?.type.slice(problem.type.lastIndexOf(':') + 1) ?? 'unreachable';
}

/** The member of the body that a problem names. */
export function field(problem: Schemas['Problem'] | undefined): string | undefined {
  return /`([^`]+)`/.exec(problem?.where ?? '')?.[1];
}

/** Posts a body. Where the session is over, the officer is asked for in between, and the request goes on when he is back. */
export async function send<P extends Writing>(path: P, body: Body<P>, how: How = {}): Promise<Done<P>> {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(how.into?.[name] ?? ''));
  for (;;) {
    const response = await once(filled, JSON.stringify(body), how);
    if (response.ok) {
      if (!how.alone) session.touched();
      if (response.status === 201) live.change();
      return (await response.json()) as Done<P>;
    }
    const problem: Schemas['Problem'] | undefined = await response.json().catch(() => undefined);
    const gone = response.status === 401 && !how.alone;
    if (!gone || !(await session.again())) throw new Trouble(problem, Number(response.headers.get('retry-after')) || 0);
  }
}

async function once(path: string, body: string, how: How): Promise<Response> {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'accept-language': words.lang };
  if (how.key) headers['idempotency-key'] = how.key;
  try {
    return await fetch(path, { method: 'POST', headers, body });
  } catch {
    throw new Trouble(undefined);
  }
}

/** Asks that long work ends; what it does until it does so is its own to say. */
export async function cancel(job: string): Promise<void> {
  try {
    await fetch(`/api/v1/jobs/${encodeURIComponent(job)}`, { method: 'DELETE' });
  } catch {
    throw new Trouble(undefined);
  }
}
