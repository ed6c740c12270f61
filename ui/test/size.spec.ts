// How much the page weighs, and how quickly it answers when there is much to show.

import { gzipSync } from 'node:zlib';
import { AT, expect, open, test } from './support';
import type { Page } from '@playwright/test';

/** Bytes of the first view, compressed, without the map's own chunk if it has one. */
const FIRST_VIEW_MAX = 150_000;

/** Times that an empty page needs for a key: 100 ms where that is one frame of a screen. */
const RATIO_MAX = 6;

test('the first view is light', async ({ page, baseURL }) => {
  const loaded: string[] = [];
  page.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    if (!path.startsWith('/api/')) loaded.push(path);
  });
  await open(page, 'en/today');
  let bytes = 0;
  for (const path of new Set(loaded)) {
    const answer = await page.request.get(`${baseURL}${path}`);
    bytes += gzipSync(await answer.body()).length;
  }
  expect(loaded.some((path) => path.endsWith('.js'))).toBe(true);
  expect(bytes).toBeLessThan(FIRST_VIEW_MAX);
});

/** The median time from a key in a field to the second frame after it. */
async function keyed(page: Page, field: string, keys: string[]): Promise<number> {
  return page.evaluate(
    async ([field = '', keys]) => {
      const input = document.querySelector<HTMLInputElement>(field);
      if (!input) throw new Error(`no ${field}`);
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      const times: number[] = [];
      for (const key of keys ?? []) {
        await frame();
        const begin = performance.now();
        input.value = key;
        input.dispatchEvent(new Event('input', { bubbles: true }));
        await frame();
        await frame();
        times.push(performance.now() - begin);
      }
      return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
    },
    [field, keys] as const,
  );
}

/** What an empty page needs for the same. */
async function empty(page: Page, keys: string[]): Promise<number> {
  await page.goto('about:blank');
  await page.setContent('<input type="search"><p></p>');
  await page.evaluate(() => {
    const [input, told] = [document.querySelector('input'), document.querySelector('p')];
    input?.addEventListener('input', () => told?.append(input.value));
  });
  return keyed(page, 'input', keys);
}

const KEYS = ['a', 'ab', 'abc', 'dc', 'item 1', 'item 12', '', 'kidal', 'f', ''];

test('twenty thousand matters are filtered at the speed of a key', async ({ page }) => {
  test.setTimeout(120_000);
  const bare = await empty(page, KEYS);
  await page.route('**/api/v1/account**', async (route) => {
    const answer = await route.fetch();
    const account = await answer.json();
    const [matter] = account.matters;
    const matters = Array.from({ length: 20_000 }, (_, n) => ({
      ...matter,
      by: { ...matter.by, index: n, leaf: n.toString(16).padStart(64, '0') },
      consignment: `c-${n}`,
      settled: n % 3 === 0 ? matter.since : null,
    }));
    await route.fulfill({ response: answer, json: { ...account, matters } });
  });
  await open(page, 'en/account');
  await expect(page.locator('main [role=status]', { hasText: '20,000 of 20,000' })).toBeVisible();
  const full = await keyed(page, '.filters input[type=search]', KEYS);
  expect(full / bare).toBeLessThan(RATIO_MAX);
  await page.locator('.filters input[type=search]').fill('c-19999');
  await expect(page.locator('article')).toHaveCount(1);
  await expect(page).toHaveURL(/q=c-19999/);
});

test('five hundred columns over five thousand stretches are followed at the speed of a key', async ({ page }) => {
  test.setTimeout(180_000);
  await page.route('**/api/v1/picture**', async (route) => {
    const answer = await route.fetch();
    const picture = await answer.json();
    const roads = Array.from({ length: 5_000 }, (_, n) => {
      const [x, y] = [(n % 100) / 20, Math.floor(n / 100) / 10];
      const coordinates = [[x, 20 + y], [x + 0.05, 20.05 + y]];
      const state = ['open', 'closed', 'unknown', 'restricted'][n % 4];
      const properties = { segment: `s-${n}`, from: 'a', to: 'b', state, certainty_permille: 0, conflicting: false, hazards: [] };
      return { type: 'Feature', geometry: { type: 'LineString', coordinates }, properties };
    });
    const geojson = { ...picture.geojson, features: roads };
    await route.fulfill({ response: answer, json: { ...picture, geojson } });
  });
  await page.route('**/api/v1/timeline**', async (route) => {
    const answer = await route.fetch();
    const along = await answer.json();
    const [column] = along.columns;
    const legs = column.legs.map((leg: object, n: number) => ({ ...leg, segment: `s-${n}` }));
    const columns = Array.from({ length: 500 }, (_, n) => ({ ...column, convoy: `${n}-DZ`, legs }));
    await route.fulfill({ response: answer, json: { ...along, columns, conflicts: [] } });
  });
  await page.goto('about:blank');
  await page.setContent('<button>a</button>');
  /** From a key to the second frame after it, in the middle of ten. */
  const stepped = (row: string) =>
    page.evaluate(async (row) => {
      const button = document.querySelector<HTMLElement>(row);
      button?.focus();
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      const times: number[] = [];
      for (let n = 0; n < 10; n += 1) {
        await frame();
        const begin = performance.now();
        button?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }));
        await frame();
        await frame();
        times.push(performance.now() - begin);
      }
      return times.sort((a, b) => a - b)[5] ?? 0;
    }, row);
  const bare = await stepped('button');
  await open(page, `en/plan?${AT}`);
  await expect(page.locator('.row.column')).toHaveCount(500);
  await expect(page.locator('.map g.road')).toHaveCount(5_000);
  const full = await stepped('.row.column button.name');
  expect(full / bare).toBeLessThan(RATIO_MAX);
});
