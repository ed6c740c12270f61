// What is wrong first, the plan along time, flows, lives, journals, search and the slider.

import { accessible, apart, AT, expect, fits, LANGS, open, says, test } from './support';

test('the page opens on what is wrong, and each line leads to what shows it', async ({ page }) => {
  await page.goto('/#/en');
  await expect(page.getByRole('heading', { name: /things ask for attention/ })).toBeVisible();
  const matters = page.locator('section', { has: page.getByRole('heading', { name: 'Open matters' }) });
  await says(matters, 'open for 4 days');
  await says(matters, '400 listed, 399 counted');
  await matters.getByRole('link', { name: /^Matter/ }).click();
  await expect(page).toHaveURL(/#\/en\/account\/matter\/[0-9a-f]{64}$/);
  await expect(page.locator('article.chosen')).toBeFocused();
  await expect(page.locator('article.chosen')).toBeInViewport();
  await page.goBack();
  const late = page.locator('section', { has: page.getByRole('heading', { name: 'Late columns' }) });
  await says(late, 'late by');
  await late.getByRole('link', { name: /was due at/ }).first().click();
  await expect(page).toHaveURL(/#\/en\/plan\/convoy\//);
  await expect(page.locator('.row.chosen button.name')).toBeFocused();
});

test('a way that is closed is told before anything but surprises, in each language', async ({ page }) => {
  for (const [lang, words] of [
    ['en', 'So surely that no plan would go there.'],
    ['fr', 'Si sûrement qu’aucun plan n’y passerait.'],
    ['ar', 'بيقين يجعل كل خطة تتجنبه.'],
  ] as const) {
    await page.route('**/api/v1/today**', async (route) => {
      const answer = await route.fetch();
      const today = await answer.json();
      const name = { en: 'Hoggar axis', fr: 'Axe du Hoggar', ar: 'محور الهقار' };
      const roads = [{ axis: 'axis-hoggar', name, segments: ['hoggar-01'] }];
      const closures = [{ convoy: '11-DZ-02', party: 'dz-log', roads, places: [], obeyed: true }];
      await route.fulfill({ response: answer, json: { ...today, closures } });
    });
    await open(page, `${lang}/today`);
    await says(page.locator('section.loud').first(), words);
    await accessible(page);
    await page.locator('section.loud a', { hasText: /Hoggar|الهقار/ }).click();
    await expect(page).toHaveURL(/corridor\/axis\/axis-hoggar$/);
  }
});

for (const [lang, words, who] of [
  ['ar', 'تستعملان المقطع نفسه', 'قيادة الإمداد للدولة المانحة'],
  ['en', 'use the same stretch at the same time', 'Logistics command of the donor state'],
  ['fr', 'empruntent le même tronçon au même moment', 'Commandement logistique de l’État donateur'],
] as const) {
  test(`two forces on one stretch are told today and beside the map (${lang})`, async ({ page }) => {
    const by = (index: number) => ({ origin: 'ml-army/journal', index, leaf: `${index}`.padStart(64, 'a') });
    const overlap = {
      forces: [
        { party: 'ml-army', by: by(1) },
        { party: 'dz-log', by: by(2) },
      ],
      places: [],
      span: { from: '2013-02-14T06:00:00Z', to: '2013-02-14T18:00:00Z' },
      unaware: ['dz-log'],
    };
    await page.route('**/api/v1/picture**', async (route) => {
      const answer = await route.fetch();
      const overlaps = [{ ...overlap, segments: ['hoggar-01'] }];
      await route.fulfill({ response: answer, json: { ...(await answer.json()), overlaps } });
    });
    await page.route('**/api/v1/today**', async (route) => {
      const answer = await route.fetch();
      const name = { en: 'Hoggar axis', fr: 'Axe du Hoggar', ar: 'محور الهقار' };
      const roads = [{ axis: 'axis-hoggar', name, segments: ['hoggar-01'] }];
      await route.fulfill({ response: answer, json: { ...(await answer.json()), overlaps: [{ ...overlap, roads }] } });
    });
    await open(page, `${lang}/today`);
    await says(page.locator('section.loud', { has: page.locator('#today-overlaps') }), words);
    await accessible(page);
    await open(page, `${lang}/corridor`);
    const told = page.locator('section.loud[role=alert]', { hasText: words });
    await expect(told.locator('time')).toHaveCount(2);
    await says(told.locator('strong'), who);
  });
}

test('when nothing is wrong, that is said of this node and no more', async ({ page }) => {
  await page.route('**/api/v1/today**', async (route) => {
    const none = { closures: [], late: [], encounters: [], overlaps: [], matters: [], checks: [], tails: [], silent: [] };
    await route.fulfill({ json: { at: '2013-02-20T12:00:00Z', ...none, silent_hours: 48, findings: 0 } });
  });
  await open(page, 'en/today');
  await expect(page.getByRole('heading', { name: 'Nothing is wrong that this node knows of.' })).toBeVisible();
});

test('the plan stands along time, its conflicts first, linked both ways with the map', async ({ page }) => {
  await open(page, `en/plan?${AT}`);
  const alarm = page.locator('.clashes');
  await expect(alarm).toHaveAttribute('role', 'alert');
  await says(alarm, '1 conflict: this cannot be as it is planned');
  await says(alarm, 'meets Army of the recipient state');
  await alarm.getByRole('button').first().click();
  await expect(page).toHaveURL(/plan\/convoy\//);
  await expect(page.locator('.row.bad.chosen .clash').first()).toBeVisible();
  // A bar under the pointer marks its stretch on the map.
  const bar = page.locator('.row.column .bar').first();
  await bar.scrollIntoViewIfNeeded();
  // The stretch that is marked lies over its bar.
  await bar.hover({ force: true });
  await expect(page.locator('.map path.halo')).toHaveCount(1);
  await expect(page.locator('.told time').first()).toBeVisible();
  // A stretch on the map underlines who drives it.
  const along = await (await page.request.get('/api/v1/timeline')).json();
  await page.locator(`.map [data-id="${along.columns[0].legs[3].segment}"] path.hit`).dispatchEvent('click');
  await expect(page.locator('.row.user')).not.toHaveCount(0);
  // By keyboard, stretch by stretch.
  const row = page.locator('.row.column button.name').first();
  await row.focus();
  await page.keyboard.press('ArrowRight');
  const first = await page.locator('.told').innerText();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.told')).not.toHaveText(first);
  await row.press('Enter');
  await page.getByRole('button', { name: 'March table and loads' }).click();
  await expect(page.locator('article.card.chosen')).toBeInViewport();
});

for (const [lang, ask, round, all] of [
  ['en', 'What it goes round, and why', 'contested', 'Everything that was said of it'],
  ['fr', 'Ce qu’elle contourne, et pourquoi', '%', 'Tout ce qui en fut dit'],
  ['ar', 'ما يلتفّ حوله ولماذا', '%', 'كل ما قيل عنه'],
] as const) {
  test(`a column says what it goes round, why and by which report (${lang})`, async ({ page }) => {
    await open(page, `${lang}/plan`);
    const card = page.locator('.columns article').first();
    await card.locator('summary', { hasText: ask }).click();
    const told = card.locator('[data-round] > li').first();
    await says(told.locator('.why'), round);
    await expect(told.locator('a.cite').first()).toBeVisible();
    await accessible(page);
    // It leads to all reports, as of the moment that it was judged by.
    await told.getByRole('link', { name: all }).click();
    await expect(page).toHaveURL(/corridor\/(segment|place)\/.+\?at=2013/);
    await expect(page.locator('section.why ol > li').first()).toBeVisible();
  });
}

for (const [lang, saved, called, save] of [
  ['en', 'Saved views', 'Save what is shown as', 'Save'],
  ['fr', 'Vues enregistrées', 'Enregistrer ce qui est affiché sous', 'Enregistrer'],
  ['ar', 'طرق عرض محفوظة', 'احفظ المعروض باسم', 'احفظ'],
] as const) {
  test(`a view is saved under a name in the browser, and shown again (${lang})`, async ({ page }) => {
    await open(page, `${lang}/flow?item=cartridge-762`);
    await expect(page.locator('main article')).toHaveCount(1);
    const list = page.locator('details.saved');
    // By keyboard alone.
    await list.locator('summary', { hasText: saved }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect(list.getByLabel(called)).toBeFocused();
    await page.keyboard.type('ذخيرة 7.62');
    await page.keyboard.press('Enter');
    await expect(list.getByRole('link', { name: 'ذخيرة 7.62' })).toHaveAttribute('aria-current', 'true');
    await accessible(page);
    // Another section has its own; it outlives the page.
    await open(page, `${lang}/corridor?${AT}`);
    await list.locator('summary').click();
    await expect(list.getByRole('link')).toHaveCount(0);
    await list.getByLabel(called).fill('fresh');
    await list.getByRole('button', { name: save, exact: true }).click();
    await open(page, `${lang}/corridor`);
    await list.locator('summary').click();
    await list.getByRole('link', { name: 'fresh' }).click();
    await expect(page).toHaveURL(new RegExp(`#/${lang}/corridor\\?${AT}`));
    await open(page, `${lang}/flow`);
    await list.locator('summary').click();
    await list.getByRole('link', { name: 'ذخيرة 7.62' }).click();
    await expect(page).toHaveURL(/item=cartridge-762/);
    await expect(page.locator('main article')).toHaveCount(1);
    await list.locator('li button').click();
    await expect(list.getByRole('link')).toHaveCount(0);
  });
}

test('time runs with the language', async ({ page }) => {
  const ends = async (lang: string) => {
    await open(page, `${lang}/plan?${AT}`);
    const dates = page.locator('.head .date');
    const [first, last] = [await dates.first().boundingBox(), await dates.last().boundingBox()];
    const name = await page.locator('.row.column .name').first().boundingBox();
    return [first?.x ?? 0, last?.x ?? 0, name?.x ?? 0];
  };
  const [a = 0, b = 0, left = 0] = await ends('en');
  expect(a).toBeLessThan(b);
  expect(left).toBeLessThan(a);
  const [c = 0, d = 0, right = 0] = await ends('ar');
  expect(c).toBeGreaterThan(d);
  expect(right).toBeGreaterThan(c);
});

test('custody flows are narrowed in the address, and a flow leads to its statements', async ({ page }) => {
  await open(page, 'en/flow');
  await page.locator('select[name=item]').selectOption({ label: 'Cartridges 7.62 mm, box' });
  await page.getByRole('button', { name: 'Show', exact: true }).last().click();
  await expect(page).toHaveURL(/#\/en\/flow\?item=/);
  const card = page.locator('article', { hasText: 'Cartridges 7.62 mm' });
  await expect(page.locator('main article')).toHaveCount(1);
  await says(card.locator('.sankey'), 'disputed 1');
  await card.locator('summary').click();
  const row = card.locator('tr', { hasText: 'disputed' }).first();
  await row.locator('a.cite').first().click();
  await expect(page).toHaveURL(/journals\/statement\/[0-9a-f]{64}/);
  await says(page.locator('section.statement'), 'handover answered');
  await expect(page.locator('section.statement pre')).toContainText('صندوق واحد ناقص');
});

test('flows run with the language', async ({ page }) => {
  const ends = async (lang: string) => {
    await open(page, `${lang}/flow`);
    const names = page.locator('.sankey', { hasText: '400' }).first().locator('.name');
    const [first, last] = [await names.first().boundingBox(), await names.last().boundingBox()];
    return (last?.x ?? 0) - (first?.x ?? 0);
  };
  expect(await ends('en')).toBeGreaterThan(0);
  expect(await ends('ar')).toBeLessThan(0);
});

for (const lang of LANGS) {
  test(`names over a flow stand apart (${lang})`, async ({ page }) => {
    for (const width of [360, 768, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await open(page, `${lang}/flow`);
      for (const flow of await page.locator('.sankey').all()) {
        await flow.scrollIntoViewIfNeeded();
        await apart(flow.locator('.name'));
      }
    }
  });
}

for (const lang of LANGS) {
  test(`a piece has its whole life told in ${lang}`, async ({ page }) => {
    await open(page, `${lang}/account`);
    await page.locator('td a[href*="/flow/serial/"]').first().click();
    await expect(page).toHaveURL(/flow\/serial\//);
    const life = page.locator('section.life');
    await expect(life.locator('li').nth(2)).toBeVisible();
    await accessible(page);
  });
}

test('everything is found from the keyboard, in any script, and hostile words are only words', async ({ page }) => {
  await open(page, 'en/today');
  await page.keyboard.press('/');
  const field = page.getByRole('combobox');
  await expect(field).toBeFocused();
  await field.fill('تساليت');
  await expect(page.getByRole('option').first()).toContainText('tessalit');
  await accessible(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/corridor\/place\/tessalit$/);
  await page.keyboard.press('Control+k');
  await field.fill('11-dz');
  await expect(page.locator('#hit-1')).toContainText('DZ');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('#hit-1')).toHaveAttribute('aria-selected', 'true');
  const hostile = `<img src=x onerror=alert(1)>${String.fromCharCode(0x202e)}`;
  await field.fill(hostile);
  await expect(page.locator('dialog [role=status]')).toContainText('Nothing here fits');
  expect(await page.locator('dialog img').count()).toBe(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a hostile name is shown harmlessly wherever names are shown', async ({ page }) => {
  const turn = String.fromCharCode(0x202e);
  const name = `<script>alert(1)</script>${turn}${'x'.repeat(10_000)}`;
  await page.route('**/api/v1/search**', async (route) => {
    const hit = { kind: 'item', id: 'item', name: { en: name, fr: name, ar: name }, near: 'same' };
    await route.fulfill({ json: [hit] });
  });
  await open(page, 'en/today');
  await page.keyboard.press('/');
  await page.getByRole('combobox').fill('item');
  const option = page.getByRole('option');
  await expect(option).toContainText('<script>alert(1)</script>');
  const box = await option.boundingBox();
  expect(box?.height ?? 0).toBeLessThan(200);
  expect(await option.locator('script').count()).toBe(0);
});

for (const [lang, width] of [['ar', 360], ['en', 1280]] as const) {
  test(`hostile names break no view, at ${width} px (${lang})`, async ({ page }) => {
    const hostile = `<script>alert(1)</script>${String.fromCharCode(0x202e)}${'x'.repeat(10_000)}`;
    const replaced = (value: any): any => {
      if (Array.isArray(value)) return value.map(replaced);
      if (typeof value !== 'object' || value === null) return value;
      if ('ar' in value && 'fr' in value) return { en: hostile, fr: hostile, ar: hostile };
      const fields = Object.entries(value).map(([key, of]) => [key, /^(name_|reason|note|words)/.test(key) && typeof of === 'string' ? hostile : replaced(of)]);
      return Object.fromEntries(fields);
    };
    await page.route(/api\/v1\/(operation|parties|today|picture|plan$|timeline|flow|account|journals)/, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: replaced(await answer.json()) });
    });
    await page.setViewportSize({ width, height: 900 });
    for (const view of ['today', 'corridor/segment/tanezrouft-05', 'corridor/axis/axis-in-khalil', 'plan', 'flow', 'account', 'journals']) {
      await open(page, `${lang}/${view}`);
      await expect(page.locator('h1')).toContainText('<script>');
      await fits(page);
      expect((await page.locator('h1').boundingBox())?.height).toBeLessThan(300);
    }
  });
}

test('journals tell how far they are cosigned, and statements what they say', async ({ page }) => {
  await open(page, 'en/journals');
  await expect(page.locator('tbody tr')).toHaveCount(3);
  await says(page.locator('tbody'), 'entries cosigned');
  await open(page, `en/journals/statement/${'00'.repeat(32)}`);
  await says(page.locator('main'), 'This node holds no such statement.');
});

for (const [lang, heading, failed, never] of [
  ['en', 'Partners that are exchanged with', '3 exchanges failed since', 'never yet'],
  ['ar', 'الشركاء الذين يجري التبادل معهم', 'فشلت 3 تبادلات منذئذ', 'لم يحدث بعد'],
] as const) {
  test(`partners tell when they were reached, how far behind they are, and what failed (${lang})`, async ({ page }) => {
    await open(page, `${lang}/journals`);
    await expect(page.getByRole('heading', { name: heading })).toHaveCount(0);
    const partner = {
      ...{ name: 'bamako', url: 'https://partner.example/qafila', party: 'ml-army', added: '2013-02-10T08:00:00Z' },
      ...{ tried: '2013-02-18T09:00:00Z', reached: '2013-02-18T07:00:00Z', failures: 3, refused: 0 },
      ...{ error: 'it does not answer', behind: 12, cosigned: 40, size: 52 },
    };
    const stranger = { ...partner, name: 'x', party: null, reached: null, failures: 0, error: null };
    await page.route('**/api/v1/partners', (route) => route.fulfill({ json: [partner, stranger] }));
    await open(page, `${lang}/journals`);
    const table = page.getByRole('region', { name: heading });
    await says(table.locator('tbody tr').first(), failed);
    await expect(table.locator('tbody tr').first()).toContainText('it does not answer');
    await says(table.locator('tbody tr').last(), never);
    await accessible(page);
    await fits(page);
  });
}

test('the slider moves the picture, by keyboard too, and plays it without filling the history', async ({ page }) => {
  await open(page, 'en/corridor');
  const slider = page.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(page).toHaveURL(/at=2013-02-10T/);
  await expect(page.getByRole('button', { name: /Kidal - Tinzaouaten axis/ })).toContainText('closed');
  const before = await page.evaluate(() => history.length);
  await page.getByRole('button', { name: 'Play' }).click();
  const first = page.url();
  await expect.poll(() => page.url()).not.toBe(first);
  await page.getByRole('button', { name: 'Stop' }).click();
  expect(await page.evaluate(() => history.length)).toBe(before);
  await page.getByRole('slider').focus();
  await page.keyboard.press('End');
  await expect(page).toHaveURL(/#\/en\/corridor$/);
});
