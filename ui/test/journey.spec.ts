// A whole day on one node, in Arabic: a report is pasted, the road changes, a plan is made and ordered, a matter gets its word.

import { readFileSync } from 'node:fs';
import { accessible, says } from './support';
import { expect, newest, open, signIn, test } from './office';

const REPORT = readFileSync(new URL('../../operations/sahel-2013/reports/01-ar.txt', import.meta.url), 'utf8');

test('from a report in Arabic to orders and the end of a matter', async ({ page }) => {
  test.setTimeout(180_000);
  await open(page, 'ar/corridor/axis/axis-in-khalil');
  await signIn(page, 'dz-log/movement', ['dz-log/stores']);
  const verdict = page.locator('section.why .verdict');
  const before = await verdict.innerText();
  const dispute = page.locator('section.why');
  await expect(dispute.locator('ol > li')).toHaveCount(2);

  // The report is pasted, one draft accepted, one rejected, and both are signed at once.
  await page.getByRole('link', { name: 'تقرير', exact: true }).click();
  // Until the corridor with its own fields has made way.
  await expect(page.locator('textarea')).toHaveCount(1);
  await page.locator('textarea').fill(REPORT);
  await page.locator('main input[type=date]').fill('2013-02-20');
  await page.locator('main input[type=text]').fill('جريدة الجنوب');
  await page.getByRole('button', { name: 'قراءة', exact: true }).click();
  const card = page.locator('#draft-6');
  await card.getByRole('radio', { name: 'تصحيح' }).check();
  await card.locator('fieldset select').nth(1).selectOption('cut');
  await card.locator('> label select').nth(0).selectOption('A');
  await card.locator('> label select').nth(1).selectOption('1');
  await page.locator('#draft-5').getByRole('radio', { name: 'رفض' }).check();
  await page.getByRole('button', { name: 'وقّع ما قُرّر' }).click();
  await says(page.locator('.done'), 'وُقّع بيان واحد.');
  await accessible(page);

  // The road is another than it was, and says why.
  await page.getByRole('link', { name: 'الممر', exact: true }).click();
  await page.locator('.choices button', { hasText: 'محور الخليل' }).click();
  await expect(verdict).not.toHaveText(before);
  await says(dispute, 'وحدات مالية وفرنسية استعادت السيطرة على محور الخليل');
  await says(dispute, 'A، موثوق');

  // A plan is made for that, and ordered.
  await page.getByRole('link', { name: 'الخطة', exact: true }).click();
  await page.getByText('ضع خطة', { exact: true }).click();
  const make = page.getByRole('form', { name: 'ضع خطة' });
  await make.locator('input[type=number]').fill('1');
  await make.getByRole('button').click();
  const proposal = page.locator('section.card', { has: page.locator('#proposal-title') });
  await says(proposal, 'لا اعتراض للفاحص.');
  const digest = /[0-9a-f]{8}/.exec(await page.locator('#proposal-title').innerText())?.[0] ?? '';
  await proposal.getByRole('checkbox').check();
  await proposal.getByRole('button', { name: 'وقّع الأوامر' }).click();
  await expect(page.locator('.done li').first()).toBeVisible();
  await says(page.locator('main h2').first(), digest);
  await accessible(page);

  // The matter gets this side's word.
  await page.getByRole('link', { name: 'الحساب', exact: true }).click();
  await page.getByText('قل كيف تنتهي', { exact: true }).click();
  const settle = page.getByRole('form', { name: 'وقّع هذه الكلمة' });
  await settle.getByRole('combobox').selectOption('lost');
  await settle.locator('textarea').fill('لم يُعثر على الصندوق');
  await settle.getByRole('button').click();
  await says(page.locator('.done'), 'وُقّع بيان واحد.');
  const [word] = await newest(page, 'matter_settled');
  expect(word.content.statement.body.note).toBe('لم يُعثر على الصندوق');
  // Whoever signed what stands in the journal.
  expect(word.content.officer).toBe('dz-log/stores');
});
