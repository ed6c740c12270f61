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

// The built page is kept beside the server that embeds it, so that the program builds without npm.
export default defineConfig({
  plugins: [svelte(), visible()],
  build: {
    outDir: '../crates/server/page',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Small files stay files: the content security policy admits no data addresses.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4180' } },
});
