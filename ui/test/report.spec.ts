// Signing in, and a report from pasted words to signed statements.

import { readFileSync } from 'node:fs';
import { accessible, fits, LANGS, says } from './support';
import { expect, fillIn, newest, open, PASSPHRASE, signIn, test } from './office';
import type { Page } from '@playwright/test';

const REPORT = readFileSync(new URL('../../operations/sahel-2013/reports/01-ar.txt', import.meta.url), 'utf8');

/** Pastes a report and has it read. */
async function paste(page: Page, text = REPORT): Promise<void> {
  await page.locator('textarea').fill(text);
  await page.locator('main input[type=date]').fill('2013-02-08');
  await page.locator('main input[type=text]').fill('جريدة الجنوب');
  await page.locator('main form button.main').click();
  await expect(page.locator('article.card').first()).toBeVisible();
}

/** Decides a draft; the grade letter by letter. */
async function decide(page: Page, draft: number, verdict: string, grade = ''): Promise<void> {
  const card = page.locator(`#draft-${draft}`);
  await card.locator(`input[type=radio][value="${verdict}"]`).check();
  if (!grade) return;
  await card.locator('> label select').nth(0).selectOption(grade[0] ?? '');
  await card.locator('> label select').nth(1).selectOption(grade[1] ?? '');
}

const sign = (page: Page) => page.locator('.bar button.main').click();

test('an officer signs in, is told for how long, and out', async ({ page }) => {
  await open(page, 'en/today');
  await says(page.locator('footer'), 'Officers who signed in sign here');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in' });
  await expect(dialog.getByRole('option')).toHaveCount(5);
  await dialog.getByRole('combobox').selectOption('dz-log/movement');
  await dialog.getByRole('checkbox', { name: 'dz-log/stores' }).check();
  await dialog.getByLabel('Passphrase').fill('not these words');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await says(dialog.getByRole('alert'), 'This passphrase does not open the keys of this node.');
  await accessible(page);
  // Choice and names stay, the words do not.
  await expect(dialog.getByRole('combobox')).toHaveValue('dz-log/movement');
  await expect(dialog.getByLabel('Passphrase')).toHaveValue('');
  await dialog.getByLabel('Passphrase').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  const who = page.locator('.who button').first();
  await says(who, 'movement officer 30 min left');
  await page.reload();
  await who.click();
  await says(page.locator('#who-panel'), 'dz-log/stores');
  await accessible(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect((await page.request.get('/api/v1/session')).status()).toBe(401);
});

test('too many passphrases are told with the time to wait', async ({ page }) => {
  await open(page, 'fr/today');
  await page.locator('.who button').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').selectOption('dz-log/convoy');
  for (let attempt = 0; attempt < 6; attempt += 1) {
    await dialog.locator('input[type=password]').fill(`wrong ${attempt}`);
    await dialog.locator('button.main').click();
    await expect(dialog.locator('input[type=password]')).toHaveValue('');
  }
  await says(dialog.getByRole('alert'), 'Trop d’essais. Le prochain est possible dans');
});

test('day and outlet of a report are asked for and never guessed', async ({ page }) => {
  await open(page, 'en/report');
  await says(page.locator('main'), 'Who files a report signs it: sign in first.');
  await signIn(page);
  await page.locator('textarea').fill(REPORT);
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  // The browser itself asks for what is missing.
  await expect(page.locator('main input[type=date]')).toBeFocused();
  await expect(page.locator('main input[type=date]')).toHaveValue('');
  await page.locator('main input[type=date]').fill('2013-02-08');
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await expect(page.locator('main input[type=text]')).toBeFocused();
  await page.getByLabel('No outlet, or not known').check();
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await expect(page.locator('#draft-1')).toBeVisible();
});

test('drafts stand beside the text, decided by a person alone, and are signed in one request', async ({ page }) => {
  await open(page, 'en/report');
  await signIn(page);
  await paste(page);
  const text = page.getByRole('region', { name: 'Text of the report' });
  expect(await text.evaluate((box) => getComputedStyle(box).direction)).toBe('rtl');
  await expect(text.locator('mark').first()).toContainText('إعادة تفعيل اتفاق');
  // Nothing is ticked beforehand, and without a decision nothing can be signed.
  await expect(page.locator('article input[type=radio][value=""]:checked')).toHaveCount(8);
  await expect(page.locator('.bar button.main')).toBeDisabled();
  await expect(page.locator('article > label select')).toHaveCount(0);
  // A doubt is a question.
  await says(page.locator('#draft-2 .questions'), 'which day is “يوم الأربعاء الماضي”? It could also be 2013-01-30');
  // From the text to the card.
  await text.getByRole('button', { name: 'Draft 6' }).click();
  await expect(page.locator('#draft-6')).toBeFocused();
  await expect(text.locator('mark.active')).toContainText('استعادت السيطرة');
  await decide(page, 6, 'accept');
  await says(page.locator('#draft-6 .facts'), 'C3');
  await expect(page.locator('#draft-6 > label select').first()).toHaveValue('');
  await sign(page);
  await says(page.locator('#draft-6 .missing'), 'one is missing');
  await expect(page.locator('#draft-6')).toBeFocused();
  await decide(page, 6, 'accept', 'B2');
  await says(page.locator('#draft-6'), 'You say B2, suggested was C3. Both are kept.');
  await decide(page, 8, 'edit', 'D4');
  await page.locator('#draft-8').getByLabel('state').selectOption('cut');
  await says(page.locator('#draft-8'), 'Read as: closed');
  await decide(page, 5, 'reject');
  await page.locator('#draft-5').getByLabel('Why?').fill('خبر قديم');
  await accessible(page);
  await says(page.locator('.bar'), '2 accepted, 1 rejected, 5 for later');
  const sent: string[] = [];
  page.on('request', (request) => request.url().endsWith('/decisions') && sent.push(request.headers()['idempotency-key'] ?? ''));
  await sign(page);
  await says(page.locator('.done'), '2 statements were signed.');
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatch(/^[0-9a-f-]{36}$/);
  // Suggestion and decision are both in what was signed.
  const [cut, regained] = (await newest(page, 'report_filed')).map((one) => one.content.statement.body);
  expect([regained.grade, regained.suggested]).toEqual([
    { reliability: 'B', credibility: '2' },
    { reliability: 'C', credibility: '3' },
  ]);
  expect([cut.state, JSON.stringify(cut.arguments).includes('closed')]).toEqual(['cut', true]);
  await says(page.locator('#draft-6'), 'Signed already.');
  await says(page.locator('#draft-5'), 'Rejected already.');
});

/** Signs a report whose answer is lost after the server did its work: the keys that are sent, and how many reports there were. */
async function lostAnswer(page: Page): Promise<{ keys: string[]; before: number }> {
  await open(page, 'en/report');
  await signIn(page);
  await paste(page);
  await decide(page, 6, 'accept', 'B2');
  const keys: string[] = [];
  await page.route('**/api/v1/reports/decisions', async (route) => {
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  const before = (await newest(page, 'report_filed')).length;
  await sign(page);
  return { keys, before };
}

test('what was typed outlives a failed request and a reload, and is signed once', async ({ page }) => {
  const { before } = await lostAnswer(page);
  await says(page.locator('.bar').getByRole('alert'), 'The server does not answer. What you typed is kept here');
  await page.waitForTimeout(300);
  await page.reload();
  // It was signed: the reading says so, and the request is repeated under the same key.
  await says(page.locator('#draft-6'), 'Signed already.');
  expect((await newest(page, 'report_filed')).length).toBe(before + 1);
  // The text itself is there as it was typed.
  await page.getByRole('button', { name: 'Change text or day' }).click();
  await expect(page.locator('textarea')).toHaveValue(REPORT);
  await expect(page.locator('main input[type=text]')).toHaveValue('جريدة الجنوب');
});

test('an answer that was lost is asked for again under the same key', async ({ page }) => {
  const { keys, before } = await lostAnswer(page);
  await page.getByRole('button', { name: 'Send again' }).click();
  await says(page.locator('.done'), '1 statement was signed.');
  expect(keys[1]).toBe(keys[0]);
  expect((await newest(page, 'report_filed')).length).toBe(before + 1);
});

for (const lang of LANGS) {
  test(`a session that ends in the middle is taken up again in place, in ${lang}`, async ({ page }) => {
    await open(page, `${lang}/report`);
    await signIn(page);
    await paste(page);
    await decide(page, 6, 'accept', 'B2');
    await accessible(page);
    await fits(page);
    // Signed out behind the page's back.
    await page.request.delete('/api/v1/session');
    await page.context().clearCookies();
    await sign(page);
    const dialog = page.getByRole('dialog');
    await expect(dialog.locator('.notice')).toBeVisible();
    await accessible(page);
    await expect(dialog.getByRole('combobox')).toHaveValue('dz-log/movement');
    await fillIn(page);
    // The request goes on by itself, for it is the same officer's.
    await expect(page.locator('.done li')).toHaveCount(1);
  });
}

test('another officer finds nothing of what was typed, nor does anybody after sign-out', async ({ page }) => {
  await open(page, 'en/report');
  await signIn(page);
  await page.locator('textarea').fill('The road to Kidal was cut on Friday.');
  await page.waitForTimeout(300);
  await page.locator('.who button').first().click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
  await signIn(page);
  await expect(page.locator('textarea')).toHaveValue('');
  await page.locator('textarea').fill('The road to Gao was cut on Friday.');
  await page.waitForTimeout(300);
  await page.request.delete('/api/v1/session');
  await page.locator('main input[type=date]').fill('2013-02-08');
  await page.getByLabel('No outlet, or not known').check();
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await fillIn(page, 'dz-log/authority');
  await expect(page.locator('textarea')).toHaveValue('');
});

test('what is signed changes the picture at once', async ({ page, context, office }) => {
  await open(page, 'en/report');
  await signIn(page);
  const other = await context.newPage();
  await other.goto(`${office.url}/#/en/corridor/axis/axis-tinzaouaten`);
  await expect(other.locator('section.why h2')).toBeVisible();
  const reports = other.locator('section.why ol > li');
  const before = await reports.count();
  await page.bringToFront();
  await paste(page);
  await decide(page, 8, 'accept', 'B2');
  await sign(page);
  await says(page.locator('.done'), '1 statement was signed.');
  await other.bringToFront();
  await expect(reports).toHaveCount(before + 1);
});

test('hostile words in a report are only words, and what is not seen is made seen', async ({ page }) => {
  const [turn, back] = [String.fromCharCode(0x202e), String.fromCharCode(0x202c)];
  const long = 'x'.repeat(10_000);
  const text = `<script>alert(1)</script> <img src=x onerror=alert(1)> ${long}\nResidents said the road between Kidal and ${turn}oaG${back} Gao was cut on Friday.\n`;
  await open(page, 'en/report');
  await signIn(page);
  await page.locator('textarea').fill(text);
  await page.locator('main input[type=date]').fill('2013-02-08');
  await page.locator('main input[type=text]').fill(`<b>${turn}${'o'.repeat(180)}`);
  await page.locator('main form button.main').click();
  const box = page.getByRole('region', { name: 'Text of the report' });
  await expect(box).toContainText('<script>alert(1)</script>');
  await expect(box.locator('.mark').first()).toHaveText('U+202E');
  expect(await page.locator('main script, main .text img, main b').count()).toBe(0);
  await fits(page);
  await accessible(page);
});
