// What accounts are called.

import type { Schemas } from './api';
import { partyName } from './parties.svelte';
import { code, label, name, phrase, say } from './words.svelte';

export function holding(of: Schemas['Holding']): string {
  switch (of.kind) {
    case 'stock':
      return say('page-holding-stock', { holder: partyName(of.holder), site: name(of.site.name) });
    case 'way':
      return say('page-holding-way', {
        stage: phrase(say(`page-stage-${of.stage.replaceAll('_', '-')}`)),
        consignment: code(of.consignment),
      });
    case 'reserved':
      return say('page-holding-reserved', {
        holder: partyName(of.holder),
        site: name(of.site.name),
        pledge: code(of.pledge),
      });
    case 'moving':
      return say('page-holding-moving', { holder: partyName(of.holder), site: name(of.to.name) });
    case 'disputed':
      return say('page-holding-disputed', { matter: code(of.matter.slice(0, 8)) });
    case 'lost':
      return say('page-holding-lost', { by: phrase(label('attribution', of.attribution)) });
    case 'source':
    case 'unlisted':
    case 'consumed':
    case 'destroyed':
      return say(`page-holding-${of.kind}`);
  }
}
