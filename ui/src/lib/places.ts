// Places of the network that people name: junctions are only where roads meet.

import { ask, type Names } from './api';

export interface Named {
  id: string;
  name: Names;
}

export async function places(): Promise<Named[]> {
  const { geojson } = await ask('/api/v1/picture');
  const all = geojson.features.map(({ properties }) => properties).filter((one) => one.place && one.kind !== 'junction');
  return all.map(({ place, name_en, name_fr, name_ar }) => {
    const id = place ?? '';
    return { id, name: { en: name_en || id, fr: name_fr || id, ar: name_ar || id } };
  });
}
