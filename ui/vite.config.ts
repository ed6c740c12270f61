import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

/** Writes marks that nobody sees as escapes, as everywhere in this repository. */
function visible(): Plugin {
  const unseen = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
  const escape = (mark: string) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return {
    name: 'visible',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk') file.code = file.code.replace(unseen, escape);
      }
    },
  };
}

/** Lists what the telephone's page needs, for `phone-worker.js` to keep. */
function listed(): Plugin {
  return {
    name: 'listed',
    generateBundle(_, bundle) {
      const files = Object.values(bundle);
      const needed = new Set<string>();
      const need = (name: string) => {
        const file = files.find((one) => one.fileName === name);
        if (!file || needed.has(name)) return;
        needed.add(name);
        if (file.type !== 'chunk') return;
        [...file.imports, ...file.dynamicImports].forEach(need);
        file.viteMetadata?.importedCss.forEach(need);
        file.viteMetadata?.importedAssets.forEach(need);
      };
      const entry = files.find((one) => one.type === 'chunk' && one.facadeModuleId?.endsWith('/phone.html'));
      if (entry) need(entry.fileName);
      const paths = ['/phone.html', '/mark.svg', '/phone.webmanifest', ...[...needed].sort().map((name) => `/${name}`)];
      const source = `${JSON.stringify({ files: paths }, null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: 'phone-files.json', source });
    },
  };
}

/** Countries for the ground of the map: Natural Earth's outlines, with the codes by which a browser names them. */
function ground(): Plugin {
  const name = 'virtual:ground';
  const read = (path: string) => JSON.parse(readFileSync(new URL(`node_modules/${path}`, import.meta.url), 'utf8'));
  const made = () => {
    const world = read('world-atlas/countries-50m.json');
    const codes: Record<string, { _numeric?: string }> = read('cldr-core/supplemental/codeMappings.json').supplemental.codeMappings;
    // Countries that were renamed or divided keep their old codes there: those in use alone are wanted.
    const used = Object.entries(codes).filter(([code]) => /^[A-Z]{2}$/.test(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`);
    const byNumber = new Map(used.map(([code, { _numeric }]) => [_numeric, code]));
    for (const country of world.objects.countries.geometries) {
      country.properties = { code: (country.id && byNumber.get(country.id)) ?? '' };
      delete country.id;
    }
    delete world.objects.land;
    return `export default JSON.parse(${JSON.stringify(JSON.stringify(world))});`;
  };
  return {
    name: 'ground',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? made() : undefined),
  };
}

// The built page is kept beside the server that embeds it, so that the program builds without npm.
export default defineConfig({
  plugins: [svelte(), ground(), visible(), listed()],
  build: {
    outDir: '../crates/server/page',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Small files stay files: the content security policy admits no data addresses.
    assetsInlineLimit: 0,
    rollupOptions: { input: ['index.html', 'phone.html'] },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4180' } },
});
