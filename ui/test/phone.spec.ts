// Two telephones at a crossing, with the server stopped: taken in, counted, shown to each other, taken home, verified.
// QAFILA names the program; it is the one of the build where nothing does.

import { test, expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { Offices, PASSPHRASE, photograph, sha256, small, Telephone } from './handsets';
import { accessible, fits, LANGS, pressable, says } from './support';

const offices = new Offices();
test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 30_000 });
test.beforeAll(async () => {
  offices.begin();
  await offices.serve();
});
test.afterAll(() => offices.end());

test('two telephones hand over with the server stopped, and the count comes home', async ({ browser }) => {
  test.slow();
  const giver = await Telephone.new(await browser.newContext(small));
  const receiver = await Telephone.new(await browser.newContext(small));
  await giver.takenIn(offices, 'dz-log', 'hamid-7', 'dz-log/convoy');
  await receiver.takenIn(offices, 'ml-army', 'pocket', 'ml-army/receiving');

  offices.stop();
  for (const { page } of [giver, receiver]) {
    await page.reload();
    await page.getByLabel('Passphrase').fill('four camels');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await page.getByLabel('Passphrase').fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.getByRole('heading', { name: 'Lists' })).toBeVisible();
  }

  // Items and places by their names, not by their codes.
  await says(giver.page.locator('article'), '800 × Rations · 3 × Pump');
  await says(giver.page.locator('article'), 'Bordj Badji Mokhtar');
  await fits(giver.page);
  await giver.page.getByRole('button', { name: 'Show the list' }).click();
  await expect(giver.page.getByRole('img', { name: 'Code with the signed statement' })).toBeVisible();
  await receiver.take(await giver.shown());
  await expect(receiver.page.getByRole('status').filter({ hasText: 'are sound' })).toBeVisible();

  // Four boxes are missing, and of the pumps one: no count without a reason, and what was typed outlives the page.
  const { page } = receiver;
  await page.getByRole('button', { name: 'Count', exact: true }).click();
  await page.getByLabel('Counted').fill('796');
  await page.getByLabel('Note').first().fill('four wet');
  for (const serial of ['P-1', 'P-3']) {
    await page.getByLabel('Scan or type a piece’s number, then Enter').fill(serial);
    await page.keyboard.press('Enter');
  }
  await accessible(page);
  await fits(page);
  await pressable(page);
  await page.reload();
  await page.getByLabel('Passphrase').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByRole('button', { name: 'Count', exact: true }).click();
  await expect(page.getByLabel('Counted')).toHaveValue('796');
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(2);
  await page.getByLabel('Why it differs').first().selectOption('short');
  await page.getByLabel('A photograph of what differs').first().setInputFiles(photograph('wet.jpg', 'four wet boxes'));
  await expect(page.getByText('wet.jpg').first()).toBeVisible();
  await page.getByLabel('Why it differs').last().selectOption('short');
  await page.getByRole('button', { name: 'Sign the count' }).click();
  await expect(page.getByText('2 statements not taken home yet')).toBeVisible();
  const count = await receiver.shown();

  // The giver's telephone does not know the other one: its journal comes first.
  await giver.take(count);
  await expect(giver.page.getByRole('alert')).toBeVisible();
  await receiver.bundle(offices.path('pocket.tar'));
  await giver.page.getByLabel('Bring journals').setInputFiles(offices.path('pocket.tar'));
  await giver.take(count);
  await expect(giver.page.locator('article').getByText('counted', { exact: true })).toBeVisible();

  // Home: the office has the matter.
  offices.run('ml-army', 'journal', 'import', '../pocket.tar');
  offices.hand('dz-log', 'ml-army');
  const { matters } = JSON.parse(offices.run('ml-army', 'handover', 'matters', '--json')) as { matters: unknown[] };
  expect(matters).toHaveLength(1);
  expect(JSON.stringify(matters)).toContain('"P-2"');
  expect(JSON.stringify(matters)).toContain(`"photo":"${sha256('four wet boxes')}"`);

  // The picture itself stayed on the telephone, and can be taken from it.
  const kept = page.locator(`[data-photo="${sha256('four wet boxes')}"]`);
  await expect(kept).toContainText('wet.jpg');
  const saved = page.waitForEvent('download');
  await kept.getByRole('button', { name: 'Save' }).click();
  expect(readFileSync(await (await saved).path(), 'utf8')).toBe('four wet boxes');

  // Judged on a telephone that holds the journals, and, without any, by a key line alone.
  await receiver.page.goto(`${offices.address}/phone.html#/en/verify`);
  await receiver.page.getByLabel('Proof', { exact: true }).fill(count);
  await receiver.page.getByRole('button', { name: 'Judge' }).click();
  await expect(receiver.page.locator('[data-verdict=sound]')).toBeVisible();
  const damaged = count.replace(/\n([A-Za-z0-9+/]{8})/, '\nAAAAAAAA');
  await receiver.page.getByLabel('Proof', { exact: true }).fill(damaged);
  await receiver.page.getByRole('button', { name: 'Judge' }).click();
  await expect(receiver.page.locator('[data-verdict=sound]')).toHaveCount(0);
  await giver.end();
  await receiver.end();
});

test('a photograph of the code is read', async ({ browser }) => {
  test.slow();
  await offices.serve();
  // As many points to the centimetre as telephones have.
  const showing = await Telephone.new(await browser.newContext({ ...small, deviceScaleFactor: 3 }));
  await showing.takenIn(offices, 'dz-log', 'shows', 'dz-log/convoy');
  await showing.page.getByRole('button', { name: 'Show the list' }).click();
  const code = showing.page.getByRole('img', { name: 'Code with the signed statement' });
  const photo = offices.path('code.png');
  await code.screenshot({ path: photo });
  const reading = await Telephone.new(await browser.newContext(small));
  await reading.takenIn(offices, 'ml-army', 'reads', 'ml-army/receiving');
  await reading.page.getByLabel('Or a photograph of the code').setInputFiles(photo);
  await expect(reading.page.getByRole('status').filter({ hasText: 'Handover offered' })).toBeVisible();
  await showing.end();
  await reading.end();
});

for (const lang of LANGS) {
  test(`the telephone in ${lang} is accessible and of the direction of its language`, async ({ page }) => {
    await page.setViewportSize(small.viewport);
    for (const view of ['crossing', 'checks', 'verify']) {
      await page.goto('about:blank');
      await page.goto(`/phone.html#/${lang}/${view}`);
      await expect(page.locator('html')).toHaveAttribute('dir', lang === 'ar' ? 'rtl' : 'ltr');
      await expect(page.locator('main form').first()).toBeVisible();
      await accessible(page);
      await fits(page);
      await pressable(page);
    }
    // Why it was not done is told in the language, and what the telephone's Rust says of it as the English it is.
    await page.locator('textarea').first().fill('no proof');
    await page.locator('main form button').click();
    const told = page.getByRole('alert');
    const words = { en: 'This is no slip or proof', fr: 'Ce n’est pas un bordereau', ar: 'هذه ليست قصاصة' }[lang];
    await says(told.locator('strong'), words);
    await expect(told.locator('[lang=en]')).toHaveAttribute('dir', 'ltr');
    await expect(told).toBeInViewport();
  });
}
