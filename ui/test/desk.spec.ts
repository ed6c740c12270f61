// What officers sign from the page besides reports: roads, plans, handovers, matters.

import { gzipSync } from 'node:zlib';
import { accessible, AT, fits, LANGS, says } from './support';
import { expect, fillIn, newest, open, PASSPHRASE, signIn, test } from './office';
import type { Page } from '@playwright/test';

const why = (page: Page) => page.locator('section.why');
const opened = (page: Page, name: string | RegExp) => page.locator('details', { has: page.locator('summary', { hasText: name }) }).last();

test('a stretch on the map is reported by hand, graded by a person alone', async ({ page }) => {
  await open(page, 'en/corridor/segment/hoggar-03');
  await signIn(page);
  await why(page).getByText('Report on this by hand').click();
  const form = why(page).getByRole('form', { name: 'Sign the report' });
  const selects = form.getByRole('combobox');
  for (const one of await selects.all()) await expect(one).toHaveValue('');
  await selects.nth(0).selectOption('cut');
  await form.locator('input[type=datetime-local]').fill('2013-02-20T09:00');
  await form.locator('textarea').fill('الطريق مقطوع عند الكيلومتر 200');
  await selects.nth(1).selectOption('field_source');
  await form.locator('input[type=text]').fill('driver-7');
  await selects.nth(2).selectOption('B');
  await form.getByRole('button').click();
  // The number is a person's, too: the browser asks for it.
  await expect(selects.nth(3)).toBeFocused();
  await selects.nth(3).selectOption('2');
  await accessible(page);
  await form.getByRole('button').click();
  await says(why(page).locator('.done'), '1 statement was signed.');
  const [said] = await newest(page, 'report_filed');
  expect(said.content.statement.body).toMatchObject({
    about: [{ segment: 'hoggar-03' }],
    state: 'cut',
    suggested: null,
    grade: { reliability: 'B', credibility: '2' },
    time: { from: '2013-02-20T08:00:00Z' },
  });
  // The panel follows.
  await says(why(page), 'الطريق مقطوع عند الكيلومتر 200');
});

for (const lang of LANGS) {
  test(`a closure is drawn from the map with reason and end, in ${lang}`, async ({ page }) => {
    await open(page, `${lang}/corridor/segment/tanezrouft-05`);
    await signIn(page);
    await why(page).locator('details[name=desk-road] > summary').last().click();
    const form = why(page).getByRole('form').last();
    await form.locator('textarea').fill(`<b>فيضان</b>`);
    await form.getByRole('button').click();
    // It must end.
    await expect(form.locator('input[type=datetime-local]').last()).toBeFocused();
    await form.locator('input[type=datetime-local]').last().fill('2013-02-22T18:00');
    await accessible(page);
    await fits(page);
    await form.getByRole('button').click();
    await expect(why(page).locator('.done li')).toHaveCount(1);
    const closed = { en: 'closed', fr: 'fermé', ar: 'مغلق' }[lang];
    await says(why(page).locator('.verdict'), closed);
    await says(why(page), '<b>فيضان</b>');
    await says(why(page), '2013-02-22 18:00');
  });
}

test('a closure that ends before it begins is not sent, and one of another officer is signed and told', async ({ page }) => {
  await open(page, 'ar/corridor/segment/tanezrouft-05');
  await signIn(page, 'dz-log/convoy');
  await why(page).locator('details[name=desk-road] > summary').last().click();
  const form = why(page).getByRole('form').last();
  const [from, to] = [form.locator('input[type=datetime-local]').first(), form.locator('input[type=datetime-local]').last()];
  await form.locator('textarea').fill('سيول');
  await from.fill('2013-02-23T18:00');
  await to.fill('2013-02-22T18:00');
  await says(form.getByRole('alert'), 'يجب أن ينتهي بعد أن يبدأ.');
  await form.getByRole('button').click();
  await expect(to).toBeFocused();
  await expect(form.locator('textarea')).toHaveValue('سيول');
  expect(await newest(page, 'state_overridden')).toHaveLength(1);
  await to.fill('2013-02-24T18:00');
  await form.getByRole('button').click();
  await says(why(page).locator('.done'), 'واحد منها لا يوافق الباقي');
});

test('a plan is made, shown with the word of the checker, and ordered when asked twice', async ({ page }) => {
  await open(page, 'en/plan');
  await signIn(page, 'dz-log/convoy');
  await page.getByText('Make a plan', { exact: true }).click();
  const make = page.getByRole('form', { name: 'Make a plan' });
  await make.getByLabel('Seconds').fill('3601');
  await make.getByRole('button').click();
  await expect(make.getByLabel('Seconds')).toBeFocused();
  await make.getByLabel('Seconds').fill('0');
  await make.getByRole('button').click();
  const proposal = page.locator('section.card', { has: page.getByRole('heading', { name: /not ordered yet/ }) });
  await expect(proposal).toBeFocused();
  await says(proposal, 'The checker has no objection.');
  await expect(proposal.locator('li').first()).toContainText('Tamanrasset depot – Timiaouine crossing');
  await expect(proposal.locator('li').first()).toContainText('DZ');
  const digest = /Plan ([0-9a-f]{8})/.exec((await proposal.innerText()).replace(/[\u2066-\u2069]/g, ''))?.[1] ?? '';
  await accessible(page);
  const orders = page.getByRole('form', { name: 'Sign the orders' });
  await orders.getByRole('button').click();
  await expect(orders.getByRole('checkbox')).toBeFocused();
  await orders.getByRole('checkbox').check();
  // Orders are signed by those whose they are.
  await orders.getByRole('button').click();
  await says(orders.getByRole('alert'), 'This needs another officer, who is not signed in.');
  await page.locator('.who button').first().click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page, 'dz-log/movement', ['dz-log/stores']);
  await page.getByRole('form', { name: 'Make a plan' }).getByLabel('Seconds').fill('0');
  await page.getByRole('form', { name: 'Make a plan' }).getByRole('button').click();
  await orders.getByRole('checkbox').check();
  await orders.getByRole('button').click();
  await says(page.locator('.done'), 'statements were signed.');
  await says(page.locator('main h2').first(), `Plan ${digest}`);
});

test('a plan that the checker objects to cannot be ordered', async ({ page }) => {
  await page.route('**/api/v1/jobs/*', async (route) => {
    const answer = await route.fetch();
    const job = await answer.json();
    if (job.result) job.result.objections = [{ vehicle_unknown: { vehicle: 'TK-99' } }];
    await route.fulfill({ response: answer, json: job });
  });
  await open(page, 'en/plan');
  await signIn(page);
  await page.getByText('Make a plan', { exact: true }).click();
  const make = page.getByRole('form', { name: 'Make a plan' });
  await make.getByLabel('Seconds').fill('0');
  await make.getByRole('button').click();
  await says(page.locator('.objections'), 'The checker has 1 objection, so it cannot be ordered');
  await says(page.locator('.objections'), 'TK-99');
  await expect(page.getByRole('button', { name: 'Sign the orders' })).toHaveCount(0);
});

test('a long search shows how far it is, outlives a reload, and is cancelled', async ({ page }) => {
  // The sample has nothing that would take long.
  let state = 'running';
  await page.route(/api\/v1\/jobs/, async (route) => {
    if (route.request().method() === 'DELETE') state = 'cancelled';
    const job = { id: 'ab12', kind: 'plan', officer: 'dz-log/movement', state, seconds: 12, done: 34, of: null };
    await route.fulfill({ status: 200, json: { ...job, result: null, problem: null } });
  });
  await open(page, 'ar/plan');
  await signIn(page);
  await page.getByText('ضع خطة', { exact: true }).click();
  const make = page.locator('form', { has: page.locator('input[type=number]') });
  await make.locator('input[type=number]').fill('600');
  await make.locator('button.main').click();
  await expect(page.locator('progress')).toHaveAttribute('max', '600');
  await says(page.locator('.going'), 'البحث: 12 ثانية من 600');
  await says(page.locator('.going'), '34 جولة');
  await accessible(page);
  await page.reload();
  await page.getByText('ضع خطة', { exact: true }).click();
  await expect(page.locator('progress')).toBeVisible();
  await page.locator('.going').getByRole('button', { name: 'إلغاء' }).click();
  await says(page.locator('main'), 'أُلغي البحث.');
  await expect(page.locator('progress')).toHaveCount(0);
  await expect(make.locator('button.main')).toBeEnabled();
});

for (const [lang, dir] of [
  ['en', 'ltr'],
  ['ar', 'rtl'],
] as const) {
  test(`who is signed in is told within the screen, however wide it is (${lang})`, async ({ page }) => {
    await open(page, `${lang}/today`);
    await expect(page.locator('html')).toHaveAttribute('dir', dir);
    await signIn(page);
    await page.locator('.who button').first().click();
    for (const width of [360, 768, 1024, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const box = await page.locator('#who-panel').boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
      await expect(page.locator('#who-panel button')).toBeInViewport({ ratio: 1 });
    }
  });
}

test('a notice is acknowledged once', async ({ page }) => {
  await open(page, `en/corridor?${AT}`);
  const forces = page.locator('section.forces');
  await says(forces, 'Acknowledged by nobody');
  await forces.getByRole('button', { name: 'Acknowledge this notice' }).click();
  await fillIn(page);
  await says(forces.locator('.done'), '1 statement was signed.');
  const [word] = await newest(page, 'activity_acknowledged');
  expect(word.content.officer).toBe('dz-log/movement');
  // A second time is refused, in words.
  await forces.getByRole('button', { name: 'Acknowledge this notice' }).click();
  await says(forces.getByRole('alert'), 'This cannot be done as it stands.');
});

test('a matter gets this side’s word, and a handover is closed', async ({ page }) => {
  await open(page, 'fr/account');
  await signIn(page, 'dz-log/stores');
  await page.getByText('Dire comment elle finit').click();
  const settle = page.getByRole('form', { name: 'Signer cette parole' });
  await settle.getByRole('combobox').selectOption('received');
  await expect(settle.locator('input[type=number]')).toHaveValue('1');
  await settle.locator('textarea').fill('Retrouvé au second comptage');
  await accessible(page);
  await settle.getByRole('button').click();
  await says(page.locator('.done'), '1 déclaration est signée.');
  const [word] = await newest(page, 'matter_settled');
  expect(word.content.statement.body.outcomes[0]).toMatchObject({
    line: { item: 'cartridge-762', quantity: 1 },
    verdict: 'received',
  });
  await says(page.locator('main'), 'Commandement logistique de l’État donateur');
  await page.locator('summary', { hasText: 'Clore' }).click();
  await page.getByRole('form', { name: 'Signer la clôture' }).getByRole('button').click();
  await says(page.locator('main'), 'Terminée');
  expect(await newest(page, 'handover_closed')).toHaveLength(1);
});

test('what a convoy no longer has is not offered, and why is said in Arabic', async ({ page }) => {
  await open(page, 'ar/account');
  await signIn(page, 'dz-log/convoy');
  await opened(page, 'اعرض ما لدى').locator('summary').click();
  const form = page.getByRole('form', { name: 'وقّع القائمة' });
  await form.getByRole('button').click();
  await says(form.getByRole('alert'), 'لا يمكن هذا على حاله.');
  await expect(form.getByRole('alert')).toContainText('قافلة');
  await accessible(page);
});

const ABC = { name: 'abc.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('abc') };
const ABC_HASH = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

for (const [lang, fits, strange] of [
  ['en', 'This picture fits', 'This picture does not fit'],
  ['fr', 'Cette image correspond', 'Cette image ne correspond pas'],
  ['ar', 'هذه الصورة مطابقة', 'هذه الصورة غير مطابقة'],
] as const) {
  test(`a photograph is held against a matter (${lang})`, async ({ page }) => {
    await open(page, `${lang}/account`);
    const photo = page.locator(`article [data-photo="${ABC_HASH}"]`);
    await photo.locator('summary').click();
    await photo.locator('input[type=file]').setInputFiles({ ...ABC, buffer: Buffer.from('abd') });
    await says(photo.getByRole('status'), strange);
    await photo.locator('input[type=file]').setInputFiles(ABC);
    await says(photo.getByRole('status'), fits);
    await accessible(page);
    // Dropped on it, too.
    const dropped = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['other'], 'other.jpg', { type: 'image/jpeg' }));
      return data;
    });
    await photo.locator('label').dispatchEvent('drop', { dataTransfer: dropped });
    await says(photo.getByRole('status'), strange);
  });
}

test('a list is counted line by line, with nothing filled in', async ({ page }) => {
  // The node is the giver's: here it looks at the list as the receiver would.
  await page.route('**/api/v1/statements?kind=handover_**', async (route) => {
    const answer = await route.fetch();
    const listed = await answer.json();
    if (route.request().url().includes('answered')) listed.statements = [];
    for (const one of listed.statements) one.content.statement.body.receiver = 'dz-log';
    await route.fulfill({ response: answer, json: listed });
  });
  let sent: any;
  await page.route('**/api/v1/handover/answers', async (route) => {
    sent = route.request().postDataJSON();
    await route.fulfill({ status: 201, json: { appended: [], findings: [] } });
  });
  await open(page, 'en/account');
  await signIn(page, 'dz-log/stores');
  await page.locator('summary', { hasText: 'Count it' }).click();
  const form = page.getByRole('form', { name: 'Sign the count' });
  await expect(form.getByRole('radio', { checked: true })).toHaveCount(0);
  const lines = form.locator('fieldset');
  await says(lines.first().locator('legend'), 'Cartridges 7.62 mm, box · LOT-762-A · ');
  const pieces = lines.filter({ hasText: 'Armoured 4x4 truck' });
  for (const line of await lines.all()) await line.getByRole('radio', { name: 'as listed' }).check();
  await lines.first().getByRole('radio', { name: 'counted otherwise' }).check();
  await lines.first().locator('input[type=number]').fill('398');
  await lines.first().getByRole('combobox').selectOption('damaged');
  await lines.first().getByLabel('A photograph of what differs').setInputFiles(ABC);
  await expect(lines.first()).toContainText('ba7816bf');
  // Pieces, as a scanner types them: one of the list, the same again, one that is not on it.
  await pieces.getByRole('radio', { name: 'counted otherwise' }).check();
  const listed = await pieces.locator('input[type=checkbox]').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const scanned = pieces.getByLabel('Scan or type a piece’s number, then Enter');
  for (const serial of [listed[0], listed[0], 'T4-99'] as string[]) {
    await scanned.fill(serial);
    await scanned.press('Enter');
  }
  await says(pieces.getByRole('status'), 'T4-99 is not on the list: noted as found besides');
  await expect(pieces.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await pieces.getByRole('combobox').selectOption('wrong_serial');
  await form.getByRole('button', { name: 'Say how a package was found' }).click();
  await form.getByLabel('Its mark or tag, as it reads').fill('P-7');
  await form.getByLabel('Number of its seal, as it reads').fill('S-0042');
  await form.getByLabel('State').selectOption('broken');
  await form.getByLabel('A photograph of what differs').last().setInputFiles(ABC);
  await expect(form.locator('fieldset').last()).toContainText('ba7816bf');
  await accessible(page);
  await form.getByRole('button', { name: 'Sign the count' }).click();
  await expect.poll(() => sent).toMatchObject({
    partial: false,
    counts: [
      { item: 'cartridge-762', lot: 'LOT-762-A', counted: 398, reason: 'damaged', photo: ABC_HASH },
      { item: 'truck-4x4', counted: 2, serials: [listed[0], 'T4-99'], reason: 'wrong_serial' },
    ],
    packages: [{ package: 'P-7', seal: 'S-0042', state: 'broken', photo: ABC_HASH }],
  });
  expect(sent.counts).toHaveLength(2);
  // What is counted later makes a count of a part: all that was counted is sent, as listed or not.
  for (const line of await lines.all()) await line.getByRole('radio', { name: 'as listed' }).check();
  await lines.first().getByRole('radio', { name: 'counted later' }).check();
  await form.getByRole('button', { name: 'Sign the count' }).click();
  await expect.poll(() => sent.partial).toBe(true);
  expect(sent.counts.map((one: any) => one.item)).not.toContain('cartridge-762');
  expect(sent.counts).toContainEqual({ item: 'truck-4x4', counted: listed.length });
});

test('a list that nobody counted is taken back, with a reason', async ({ page }) => {
  await page.route('**/api/v1/statements?kind=handover_answered**', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), statements: [] } });
  });
  let sent: any;
  await page.route('**/api/v1/handover/withdrawals', async (route) => {
    sent = route.request().postDataJSON();
    await route.fulfill({ status: 201, json: { appended: [], findings: [] } });
  });
  await open(page, 'fr/account');
  await signIn(page, 'dz-log/stores');
  await page.locator('summary', { hasText: 'La retirer' }).click();
  const form = page.getByRole('form', { name: 'Signer le retrait' });
  await form.getByRole('button').click();
  expect(sent).toBeUndefined();
  await form.locator('textarea').fill('Chargée par erreur');
  await form.getByRole('button').click();
  await expect.poll(() => sent?.reason).toBe('Chargée par erreur');
});

for (const [lang, look, sign, enter] of [
  ['en', 'Record a check', 'Sign the check', 'Scan or type a piece’s number, then Enter'],
  ['ar', 'سجّل فحصًا', 'وقّع الفحص', 'امسح رقم القطعة أو اكتبه ثم اضغط إدخال'],
] as const) {
  test(`pieces are looked at, by their numbers and with the hash of a photograph (${lang})`, async ({ page }) => {
    await open(page, `${lang}/account`);
    await signIn(page, 'dz-log/stores');
    await page.locator('summary', { hasText: look }).click();
    const form = page.getByRole('form', { name: sign });
    await form.getByRole('combobox').nth(0).selectOption('truck-4x4');
    const serials = await form
      .locator('input[type=checkbox]')
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
    const entered = form.getByLabel(enter);
    await entered.fill('T4-99');
    await entered.press('Enter');
    await expect(form.getByRole('status').first()).toContainText('T4-99');
    for (const serial of serials.slice(0, 2)) {
      await entered.fill(serial);
      await entered.press('Enter');
    }
    await form.getByRole('combobox').nth(1).selectOption('kidal');
    await form.getByRole('combobox').nth(2).selectOption('present');
    await form.getByRole('combobox').nth(3).selectOption('photo');
    await form.locator('input[type=file]').setInputFiles({ name: 'two.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('abc') });
    await expect(form).toContainText('ba7816bf');
    await accessible(page);
    await form.getByRole('button', { name: sign }).click();
    await expect(page.locator('.done')).toBeVisible();
    const [said] = await newest(page, 'check_performed');
    expect(said.content.statement.body).toMatchObject({ site: 'kidal', item: 'truck-4x4' });
    expect(said.content.statement.body.pieces).toMatchObject(
      serials.slice(0, 2).map((serial) => ({
        serial,
        result: 'present',
        method: 'photo',
        photo: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      })),
    );
  });
}

test('a server that asks everybody who reads is entered by its passphrase', async ({ page }) => {
  let inside = false;
  const gate = { type: 'urn:qafila:problem:sign-in', title: 'Nobody is signed in', status: 401, detail: 'x' };
  await page.route(/\/api\/v1\/(?!session|words)/, (route) =>
    inside ? route.continue() : route.fulfill({ status: 401, contentType: 'application/problem+json', json: gate }),
  );
  await page.route('**/api/v1/session', async (route) => {
    inside = inside || route.request().method() === 'POST';
    await route.continue();
  });
  await page.goto('/#/en/today');
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[name=officer]').fill('dz-log/movement');
  await dialog.locator('input[type=password]').fill(PASSPHRASE);
  await dialog.locator('button.main').click();
  await expect(page.getByRole('heading', { name: /things ask for attention/ })).toBeVisible();
});

test('what officers write with is fetched when it is first used', async ({ page }) => {
  const loaded: string[] = [];
  page.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    if (!path.startsWith('/api/')) loaded.push(path);
  });
  await open(page, 'en/today');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  const writing = /\/(Report|OnRoad|MakePlan|Handover|Settle|Signing|Acknowledge)-/;
  expect(loaded.filter((path) => writing.test(path))).toEqual([]);
  let bytes = 0;
  for (const path of new Set(loaded)) bytes += gzipSync(await (await page.request.get(path)).body()).length;
  expect(bytes).toBeGreaterThan(30_000);
  expect(bytes).toBeLessThan(150_000);
  await page.getByRole('link', { name: 'Report', exact: true }).click();
  await expect.poll(() => loaded.some((path) => writing.test(path))).toBe(true);
});
