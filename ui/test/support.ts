// A page that must stay silent on the console and on the network.

import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Locator, type Page } from '@playwright/test';

export const LANGS = ['en', 'fr', 'ar'] as const;

/** A moment at which the sample's reports are fresh. */
export const AT = 'at=2013-02-12T00%3A00%3A00Z';

/** Runs a journey and fails where the page complained, or asked another server for anything. */
export async function watched(page: Page, baseURL: string | undefined, journey: () => Promise<void>): Promise<void> {
  const heard: string[] = [];
  page.on('console', (message) => {
    // A refusal that the page expects is written to the console by the browser itself.
    const told = message.text();
    if (message.type() === 'error' && !told.startsWith('Failed to load resource')) heard.push(told);
  });
  page.on('pageerror', (error) => heard.push(String(error)));
  page.on('request', (request) => {
    if (baseURL && !request.url().startsWith(baseURL)) heard.push(`asked ${request.url()}`);
  });
  await journey();
  expect(heard).toEqual([]);
}

export const test = base.extend<{ page: Page }>({
  page: async ({ page, baseURL }, use) => watched(page, baseURL, () => use(page)),
});

export { expect };

/** Opens an address of the page anew and waits until it shows all it asks for. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`/#/${address}`);
  await expect(page.locator('main h2').first()).toBeVisible();
  await idle(page);
}

/** Waits until the page waits for no answer, but for the stream of what changes. */
export async function idle(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('main [data-waits]'));
}

/** Nothing that shuts anybody out, as far as a program can tell. */
export async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

/** The page itself never scrolls sideways. */
export async function fits(page: Page): Promise<void> {
  const [inner, outer] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(inner).toBeLessThanOrEqual(outer ?? 0);
}

/** Whatever can be pressed is as large as WCAG 2.2 asks, or a link among words. */
export async function pressable(page: Page): Promise<void> {
  const small = await page.evaluate(() => {
    const pressed = document.querySelectorAll<HTMLElement>('a, button, input, select, textarea, summary');
    return [...pressed]
      .filter((one) => one.checkVisibility() && !one.closest('.skip, .map'))
      .map((one) => ({ one, box: (one.matches('[type=checkbox], [type=radio]') ? (one.closest('label') ?? one) : one).getBoundingClientRect() }))
      .filter(({ box }) => box.width < 24 || box.height < 23.9)
      .filter(({ one }) => !(one.matches('a') && getComputedStyle(one).display === 'inline' && one.parentElement?.textContent?.trim() !== one.textContent?.trim()))
      .map(({ one, box }) => `${one.outerHTML.slice(0, 120)} ${box.width} × ${box.height}`);
  });
  expect(small).toEqual([]);
}

/** Words over a picture stand apart from each other. */
export async function apart(words: Locator): Promise<void> {
  const boxes = await words.evaluateAll((all) =>
    all.map((one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      return { text: one.textContent ?? '', left, right, top, bottom };
    }),
  );
  const over = boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1)
      .map((b) => `${a.text} / ${b.text}`),
  );
  expect(over).toEqual([]);
}

/** Whether words stand there, whatever directions their values are isolated in. */
export async function says(where: Locator, words: string): Promise<void> {
  await expect
    .poll(async () => (await where.allInnerTexts()).join(' ').replace(/[\u2066-\u2069]/g, '').replace(/\s+/g, ' '))
    .toContain(words);
}

/** Clicks the middle of a road, where the map shows it. */
export async function clickRoad(page: Page, segment: string): Promise<void> {
  const [x, y] = await page.locator(`[data-id="${segment}"] path.hit`).evaluate((path: SVGPathElement) => {
    const middle = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM() ?? undefined);
    return [middle.x, middle.y];
  });
  await page.mouse.click(x ?? 0, y ?? 0);
}
