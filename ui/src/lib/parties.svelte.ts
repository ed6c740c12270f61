// Names of the parties, as their own journals give them.

import type { Names, Schemas } from './api';
import { name } from './words.svelte';

let known = $state.raw<Record<string, Names>>({});
let own = $state('');

export function setParties(parties: Schemas['Party'][], party: string): void {
  own = party;
  known = Object.fromEntries(parties.map((party) => [party.party, party.name]));
}

/** A party's name; its identifier where it has not declared itself. */
export function partyName(party: string): string {
  const names = known[party];
  return names ? name(names) : party;
}

/** The party whose node this is. */
export function ownParty(): string {
  return own;
}
