// The ground of the map, made by the build (`vite.config.ts`).
declare module 'virtual:ground' {
  import type { GeometryCollection, Topology } from 'topojson-specification';
  /** Countries with their ISO 3166 code of two letters, or an empty one. */
  export type Land = Topology<{ countries: GeometryCollection<{ code: string }> }>;
  const land: Land;
  export default land;
}
