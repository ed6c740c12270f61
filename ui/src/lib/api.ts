// Questions to the server, in the types that it describes.

import type { components, paths } from './api.gen';

export type Schemas = components['schemas'];
export type Passability = Schemas['Passability'];

/** How a road is drawn: where reports disagree it is in dispute, whichever side leads; closed stays closed. */
export const drawn = (state: Passability, conflicting: boolean): Passability =>
  conflicting && state !== 'closed' ? 'contested' : state;

export type Names = Schemas['Names'];

type Path = keyof paths;
type Answer<P extends Path> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

/** The server's answer was a problem, or there was none. */
export class Trouble extends Error {
  constructor(
    /** As RFC 9457 has it; absent where the server did not answer. */
    readonly problem: Schemas['Problem'] | undefined,
    /** Seconds after which it may be tried again, where that is said. */
    readonly seconds = 0,
  ) {
    super(problem?.detail ?? 'no answer');
  }
}

/** Asks a path; `into` fills its braces, `query` what stands behind the question mark. */
export async function ask<P extends Path>(
  path: P,
  query: Record<string, string | undefined> = {},
  into: Record<string, string> = {},
): Promise<Answer<P>> {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(into[name] ?? ''));
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const search = new URLSearchParams(given).toString();
  let response: Response;
  try {
    response = await fetch(search ? `${filled}?${search}` : filled, { headers: { accept: 'application/json' } });
  } catch {
    throw new Trouble(undefined);
  }
  if (!response.ok) throw new Trouble(await response.json().catch(() => undefined));
  return (await response.json()) as Answer<P>;
}
