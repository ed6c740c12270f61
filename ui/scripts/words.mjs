// Every message that the pages ask for exists, and every message of page.ftl, desk.ftl and phone.ftl is asked for.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const here = new URL('..', import.meta.url).pathname;
const locales = join(here, '../crates/words/locales/en');

const files = ['common.ftl', 'codes.ftl', 'cli.ftl', 'desk.ftl', 'page.ftl', 'phone.ftl'];
const ids = (file) => readFileSync(join(locales, file), 'utf8').match(/^[a-z][a-z0-9-]*(?= =)/gm) ?? [];
const known = new Set(files.flatMap(ids));

const sources = readdirSync(join(here, 'src'), { recursive: true })
  .filter((path) => /\.(svelte|ts)$/.test(path) && !path.endsWith('.gen.d.ts'))
  .map((path) => readFileSync(join(here, 'src', path), 'utf8'))
  .join('\n');

const asked = [...sources.matchAll(/say\(\s*'([a-z0-9-]+)'/g)].map((found) => found[1]);
// Identifiers that end in a code: only their beginning is known here.
const begun = [...sources.matchAll(/say\(\s*`([a-z-]+-)\$\{/g)].map((found) => found[1]);
const chosen = [...sources.matchAll(/'((?:page|desk|phone)-[a-z0-9-]+)'/g)].map((found) => found[1]);
const lists = [...sources.matchAll(/label\([^)]*?'([a-z ]+)'/g)].map((found) => `${found[1].replace(/ /g, '-')}-`);

const faults = [
  ...[...asked, ...chosen].filter((id) => !known.has(id)).map((id) => `no message ${id}`),
  ...[...begun, ...lists]
    .filter((start) => ![...known].some((id) => id.startsWith(start)))
    .map((start) => `no message begins with ${start}`),
  ...['page.ftl', 'desk.ftl', 'phone.ftl']
    .flatMap(ids)
    .filter((id) => !asked.includes(id) && !chosen.includes(id) && !begun.some((start) => id.startsWith(start)))
    .map((id) => `nothing asks for ${id}`),
];
if (asked.length < 50) faults.push(`the scan found ${asked.length} messages: it no longer sees the calls`);
for (const fault of new Set(faults)) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
