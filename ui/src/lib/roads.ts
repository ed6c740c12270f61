// What roads and places are called.

import type { Schemas } from './api';
import { name } from './words.svelte';

/** Axes by name, segments by their axes, each once; places where no road is among them. */
export function roadNames(
  picture: Schemas['Picture'],
  { axes = [], segments = [], places = [] }: { axes?: string[]; segments?: string[]; places?: string[] },
): string[] {
  const features = picture.geojson.features.map((feature) => feature.properties);
  const axisName = (id: string) => {
    const axis = picture.axes.find((one) => one.axis === id);
    return axis ? name(axis.name) : id;
  };
  const ofSegment = (id: string) => {
    const axis = features.find((one) => one.segment === id)?.axis?.[0];
    return axis ? axisName(axis) : id;
  };
  const ofPlace = (id: string) => {
    const place = features.find((one) => one.place === id);
    return place ? name({ en: place.name_en ?? '', fr: place.name_fr ?? '', ar: place.name_ar ?? '' }) || id : id;
  };
  const roads = [...axes.map(axisName), ...segments.map(ofSegment)];
  return [...new Set(roads.length > 0 ? roads : places.map(ofPlace))];
}
