// Journeys through the page, in three languages.

import type { Locator } from '@playwright/test';
import { accessible, AT, clickRoad, expect, fits, LANGS, open, pressable, says, test } from './support';

const HEADINGS = {
  en: {
    today: 'things ask for attention',
    corridor: 'Axes',
    plan: 'Plan',
    flow: 'From promise to proof, as flows',
    account: 'From pledge to proof',
    journals: 'Journals',
  },
  fr: {
    today: 'points demandent l’attention',
    corridor: 'Axes',
    plan: 'Plan',
    flow: 'De la promesse à la preuve, en flux',
    account: 'De la promesse à la preuve',
    journals: 'Journaux',
  },
  ar: {
    today: 'الانتباه',
    corridor: 'المحاور',
    plan: 'الخطة',
    flow: 'من التعهد إلى الإثبات، تدفقًا',
    account: 'من التعهد إلى الإثبات',
    journals: 'السجلات',
  },
} as const;
const SECTIONS = ['today', 'corridor', 'plan', 'flow', 'account', 'journals'] as const;

for (const lang of LANGS) {
  for (const section of SECTIONS) {
    test(`${section} in ${lang} is whole and accessible`, async ({ page }) => {
      await open(page, `${lang}/${section}?${AT}`);
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      await expect(page.locator('html')).toHaveAttribute('dir', lang === 'ar' ? 'rtl' : 'ltr');
      await expect(page.getByRole('heading', { name: HEADINGS[lang][section] }).first()).toBeVisible();
      await accessible(page);
    });
  }

  test(`in ${lang} no date, code or hash is turned around`, async ({ page }) => {
    for (const section of SECTIONS) {
      await open(page, `${lang}/${section}?${AT}`);
      for (const details of await page.locator('details').all()) await details.evaluate((one) => one.setAttribute('open', ''));
      // Dates stand in <time>, or in an isolate from left to right.
      const loose = await page.evaluate(() => {
        const walker = document.createTreeWalker(document.querySelector('main') as Node, NodeFilter.SHOW_TEXT);
        const found: string[] = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const text = node.textContent?.replace(/\u2066[^\u2069]*\u2069/g, '') ?? '';
          const isolated = node.parentElement?.closest('time[dir=ltr], bdi[dir=ltr], [dir=ltr].map, q, [dir=auto]');
          if (!isolated && /\d{4}-\d\d-\d\d|\d\d:\d\d|[0-9a-f]{8}|\d\d-DZ-\d\d/.test(text)) found.push(text);
        }
        return found;
      });
      expect(loose).toEqual([]);
    }
  });
}

test('the page speaks the language that the browser asks for, and keeps its place in a change', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'Compte' })).toBeVisible();
  await page.getByRole('link', { name: 'Compte' }).click();
  await page.getByRole('link', { name: 'العربية' }).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page).toHaveURL(/#\/ar\/account$/);
  await page.goBack();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await context.close();
});

test('a road on the map answers why it is as it is', async ({ page }) => {
  await open(page, `en/corridor?${AT}`);
  await clickRoad(page, 'tanezrouft-05');
  await expect(page).toHaveURL(/corridor\/segment\/tanezrouft-05\?at=/);
  const why = page.locator('section.why');
  await says(why, 'B, usually reliable · 2, probably true');
  await says(why, 'institution · road-service');
  await expect(why).toContainText(/Weight [\d,]+ of 100,000/);
  await expect(why).toContainText(/dz-log#\d+/);
  await open(page, `en/corridor/segment/tinzaouaten-03?${AT}`);
  await expect(why.locator('.verdict')).toHaveText('closed');
  await says(why, 'Closed by the army until further notice');
});

test('an axis with two sides shows both, and its stretches lead on', async ({ page }) => {
  await open(page, `ar/corridor?${AT}`);
  await page.getByRole('button', { name: /^محور الخليل/ }).click();
  const why = page.locator('section.why');
  await says(why.locator('.verdict'), 'مفتوح، والتقارير متضاربة');
  await expect(why).toContainText('الطريق مفتوح منذ الجمعة');
  await expect(why).toContainText('The road is said to be cut north of the town');
  await why.getByText(/^المقاطع/).click();
  await why.getByRole('button').first().click();
  await expect(page).toHaveURL(/segment\/in-khalil-/);
});

test('states are told by pattern and word, not by colour alone', async ({ page }) => {
  await open(page, `en/corridor?${AT}`);
  const strokes = await page.locator('.legend li svg path:last-child').evaluateAll((paths) =>
    paths.map((path) => [getComputedStyle(path).strokeDasharray, getComputedStyle(path).strokeWidth].join(' ')),
  );
  expect(new Set(strokes).size).toBe(5);
  await expect(page.locator('.map text.state.contested')).toHaveText('disputed');
});

test('the map is magnified, moved and shown whole again', async ({ page }) => {
  // As high as the map with what stands above it: what is taken hold of is in sight when it is nearer, too.
  await page.setViewportSize({ width: 1280, height: 1000 });
  await open(page, `en/corridor?${AT}`);
  const town = page.locator('g[data-kind=place][data-id="tessalit"]');
  const before = await town.locator('.hit').boundingBox();
  await page.getByRole('button', { name: 'Closer' }).click();
  const nearer = await town.locator('.hit').boundingBox();
  expect(nearer?.y).not.toBe(before?.y);
  // Taken hold of at the town itself, which stays under the pointer: moving is no choosing.
  const [x, y] = [(nearer?.x ?? 0) + 12, (nearer?.y ?? 0) + 12];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 80, y - 40, { steps: 4 });
  await page.mouse.up();
  const moved = await town.locator('.hit').boundingBox();
  expect(Math.round((moved?.x ?? 0) - (nearer?.x ?? 0))).toBe(80);
  await expect(page).toHaveURL(/corridor\?at=/);
  await page.mouse.click(x + 80, y - 40);
  await expect(page).toHaveURL(/corridor\/place\/tessalit/);
  await page.getByRole('button', { name: 'Whole corridor' }).click();
  expect(await town.locator('.hit').boundingBox()).toEqual(before);
});

for (const [lang, names, length] of [
  ['en', ['Algeria', 'Mali', 'Niger'], '200 km'],
  ['fr', ['Algérie', 'Mali', 'Niger'], '200 km'],
  ['ar', ['الجزائر', 'مالي', 'النيجر'], '200 كم'],
] as const) {
  test(`under the roads lie countries, named where they are, and a length to compare with (${lang})`, async ({ page }) => {
    await open(page, `${lang}/corridor?${AT}`);
    const map = page.locator('.map svg');
    const middle = async (of: Locator) => {
      const box = await of.boundingBox();
      return [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2] as const;
    };
    const place = (id: string) => middle(map.locator(`g[data-kind=place][data-id="${id}"] .hit`));
    const country = (name: string) => middle(map.locator('text.country', { hasText: name }));
    await expect(map.locator('text.country', { hasText: names[0] })).toBeVisible();
    const crossing = await place('crossing-timiaouine');
    const [algeria, mali, niger] = [await country(names[0]), await country(names[1]), await country(names[2])];
    expect(algeria[1]).toBeLessThan(crossing[1]);
    expect(mali[0]).toBeLessThan(crossing[0]);
    expect(niger[0]).toBeGreaterThan(crossing[0]);
    expect(niger[1]).toBeGreaterThan(crossing[1]);
    // From Tessalit to Aguelhok it is 84 km as the crow flies.
    const bar = map.locator('.bar');
    await expect(bar.locator('text')).toHaveText(length);
    const pixels = await bar.locator('path').evaluate((path: SVGPathElement) => path.getBBox().width);
    const [[ax, ay], [bx, by]] = [await place('tessalit'), await place('aguelhok')];
    expect(Math.abs((Math.hypot(ax - bx, ay - by) / pixels) * 200 - 84)).toBeLessThan(5);
    const closer = page.locator('.map .buttons button').first();
    await closer.click();
    await closer.click();
    await expect(bar.locator('text')).toHaveText(length.replace('200', '100'));
  });
}

test('a map whose ground does not come is a map of the roads', async ({ page }) => {
  await page.route('**/*ground*', (route) => route.abort());
  await open(page, `en/corridor?${AT}`);
  await clickRoad(page, 'tanezrouft-05');
  await expect(page.locator('section.why')).toBeVisible();
  await expect(page.locator('.map text.country')).toHaveCount(0);
});

test('everything is reached by keyboard', async ({ page }) => {
  await open(page, `en/corridor?${AT}`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.textContent?.includes('Kidal - Tinzaouaten axis'))) break;
  }
  await page.keyboard.press('Enter');
  await expect(page.locator('section.why')).toBeFocused();
  await expect(page.locator('section.why h2')).toHaveText('Kidal - Tinzaouaten axis');
});

test('two times are asked in the zone of the operation', async ({ page }) => {
  await open(page, 'en/corridor');
  await page.getByText('As of', { exact: true }).click();
  await page.getByRole('textbox', { name: 'As it was at' }).fill('2013-02-12T01:00');
  await page.getByLabel('With what was known here by').fill('2013-02-10T08:00');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  // Algiers is an hour ahead, whatever the browser's own zone.
  await expect(page).toHaveURL(/at=2013-02-12T00%3A00%3A00Z&known=2013-02-10T07%3A00%3A00Z/);
  await expect(page.getByRole('button', { name: /Kidal - Tinzaouaten axis/ })).toContainText('unknown');
  await page.getByRole('link', { name: 'Back to now' }).click();
  await expect(page).toHaveURL(/#\/en\/corridor$/);
});

test('when reports are old, the page says so and goes back to them', async ({ page }) => {
  await open(page, 'en/corridor');
  await says(page.locator('main'), 'The newest report here is 9 days old.');
  await page.getByRole('link', { name: 'Show as of then' }).click();
  await expect(page).toHaveURL(/at=2013-02-10T18%3A00%3A00Z/);
  await expect(page.getByRole('button', { name: /Kidal - Tinzaouaten axis/ })).toContainText('closed');
});

test('a wrong time in the address is told, not guessed', async ({ page }) => {
  await page.goto('/#/en/corridor?at=yesterday');
  await expect(page.getByRole('alert')).toContainText('`yesterday` is not a time');
});

test('the plan shows times, loads and the rule that lets them ride', async ({ page }) => {
  await open(page, 'en/plan');
  const column = page.locator('article').first();
  await expect(column.locator('h3')).toContainText('11-DZ-01');
  await expect(column.locator('h3')).toContainText('arrived');
  const first = column.locator('tbody tr').first();
  await expect(first).toContainText('Reggane depot');
  await expect(first).toContainText('2013-02-11 06:00');
  await column.getByText(/^Loads/).click();
  await says(column, 'UN 1202');
  await says(column, 'May ride together by ADR and by 49 CFR.');
});

for (const [lang, order, roles] of [
  ['en', 'Order of march', ['escort', 'carries', 'goods']],
  ['ar', 'ترتيب المسير', ['مركبة حراسة', 'حاملة', 'بضائع']],
] as const) {
  test(`a column that is put in order tells it, with the role of each (${lang})`, async ({ page }) => {
    await page.route('**/api/v1/plan', async (route) => {
      const answer = await route.fetch();
      const plan = await answer.json();
      const goods = plan.columns[0].loads[0].shares[0].item;
      const place = { count: 1, serial: 1, packet: 1, vehicle: null, item: null };
      plan.columns[0].march_order = [
        { ...place, number: 1, role: 'escort', vehicle: 'E-01' },
        { ...place, number: 2, role: 'carrier', vehicle: 'V-01' },
        { ...place, number: 3, count: 6, packet: 2, role: 'goods', item: goods },
      ];
      await route.fulfill({ response: answer, json: plan });
    });
    await open(page, `${lang}/plan`);
    const card = page.locator('article.card').first();
    await card.locator('summary', { hasText: `${order} (8)` }).click();
    const table = card.getByRole('region', { name: order });
    await expect(table.locator('tbody tr')).toHaveCount(3);
    for (const [at, role] of roles.entries()) await says(table.locator('tbody tr').nth(at), role);
    await says(table.locator('tbody tr').last(), '3–8');
    await accessible(page);
    await fits(page);
  });
}

test('the plan tells what it weighs and is taken away as files, in the language of the page', async ({ page }) => {
  await open(page, 'ar/plan');
  await says(page.locator('main'), 'وزن الزمن والخطر والتأخير معًا');
  await open(page, 'fr/plan');
  await says(page.locator('main'), 'aucun plan avec ces colonnes n’est au-dessous de');
  const files = page.getByRole('navigation', { name: 'Pour ceux qui marchent d’après lui' }).getByRole('link');
  await expect(files).toHaveCount(7);
  const coming = page.waitForEvent('download');
  await files.filter({ hasText: 'Tableau de marche' }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toBe('march-table.csv');
  const stream = await file.createReadStream();
  const first = await new Promise<string>((done) => stream.once('data', (bytes) => done(String(bytes))));
  expect(first).toMatch(/^Convoi,/);
});

test('the account goes from pledge to proof, and every figure to statements', async ({ page }) => {
  await open(page, 'en/account');
  const row = page.locator('tr', { hasText: 'Cartridges 7.62 mm' }).first();
  await expect(row.locator('td')).toHaveText(['400', '400', '400', '400', '400', '399', '0', '1', '0', '1']);
  await says(page.locator('main'), 'open for 4 days');
  await says(page.locator('main'), '400 listed, 399 counted');
  await says(page.locator('main'), 'Each of 12 items sums to zero over all accounts.');
  const book = page.locator('details', { hasText: 'Cartridges 7.62 mm' }).first();
  await book.locator('summary').first().click();
  await expect(book.locator('tfoot td').first()).toHaveText('0');
  await book.getByText('Statements behind these figures').click();
  await expect(book.locator('ol li').first()).toContainText('outside: opening stock');
  await says(page.locator('main'), '99-DZ-99');
});

for (const lang of LANGS) {
  test(`on a phone in the dark, in ${lang}`, async ({ browser }) => {
    const context = await browser.newContext({
      viewport: { width: 360, height: 740 },
      colorScheme: 'dark',
      hasTouch: true,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    for (const section of SECTIONS) {
      await open(page, `${lang}/${section}?${AT}`);
      await fits(page);
      await accessible(page);
      await pressable(page);
      // No line ends in the middle of a moment that has room on one.
      const torn = await page.locator('main time').evaluateAll((all) =>
        all.filter((one) => !one.closest('td, .track') && one.getBoundingClientRect().height > 2 * parseFloat(getComputedStyle(one).fontSize)).map((one) => one.textContent),
      );
      expect(torn).toEqual([]);
    }
    await open(page, `${lang}/corridor?${AT}`);
    await page.locator('[data-kind=place][data-id="tessalit"] .hit').tap({ force: true });
    // Below the map, the answer is brought into view.
    await expect(page.locator('section.why h2')).toBeInViewport();
    await context.close();
  });
}

test('with words of twice the size nothing is cut', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  for (const lang of LANGS) {
    for (const section of SECTIONS) {
      await open(page, `${lang}/${section}?${AT}`);
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 900 });
        await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
        await fits(page);
      }
    }
  }
});

test('on paper stands what is shown, on white, without what only a screen can do', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const section of SECTIONS) {
    await open(page, `en/${section}?${AT}`);
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await ground()).not.toBe(dark);
    await expect(page.locator('nav.sections')).toBeHidden();
    for (const gone of await page.locator('form, .slider, footer').all()) await expect(gone).toBeHidden();
    const inner = await page
      .locator('.wide, .scroll')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).overflowX));
    expect(inner.filter((one) => one !== 'visible')).toEqual([]);
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
  }
});

test('in French no line begins with a colon or its like', async ({ page }) => {
  for (const section of SECTIONS) {
    await open(page, `fr/${section}?${AT}`);
    for (const details of await page.locator('details').all()) await details.evaluate((one) => one.setAttribute('open', ''));
    const loose = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        // Other people's words are as they wrote them.
        if (!node.parentElement?.closest('q, [dir=auto], [lang=en], script')) found.push(node.textContent ?? '');
      }
      return found.filter((text) => / [:;?!»]|« /.test(text));
    });
    expect(loose).toEqual([]);
  }
});

test('a server that is gone is told, and asked again', async ({ page }) => {
  await open(page, 'en/plan');
  await page.route('**/api/v1/account**', (route) => route.abort());
  await page.getByRole('link', { name: 'Account' }).click();
  await expect(page.getByRole('alert')).toContainText('The server does not answer.');
  await page.unroute('**/api/v1/account**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'From pledge to proof' })).toBeVisible();
});

test('whom a convoy meets stands first, and a word above the reports says whose it is', async ({ page }) => {
  await open(page, `en/corridor?${AT}`);
  const meetings = page.locator('section.meetings');
  await says(meetings, 'Not acknowledged by Logistics command of the donor state');
  await says(meetings, 'meets Army of the recipient state');
  await expect(meetings).toHaveAttribute('role', 'alert');
  await says(page.locator('section.forces'), 'Acknowledged by nobody');
  await open(page, `en/corridor/axis/axis-hoggar?${AT}`);
  const why = page.locator('section.why');
  await says(why, 'Held by Garde nationale, says Logistics command of the donor state');
  await says(why, 'Spoken to on the radio');
  await says(why, 'Dangers: blown over by sand');
  await says(why, '1 lane for columns');
  await says(why, 'Carries up to 30 t');
  await open(page, `ar/corridor?${AT}`);
  await says(page.locator('section.meetings'), 'لا إشعار بالتلقي من قيادة الإمداد للدولة المانحة');
});
