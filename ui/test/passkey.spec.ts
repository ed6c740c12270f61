// Signing in by passkey, with the browser's own virtual authenticator.

import { accessible, fits, LANGS, says } from './support';
import { expect, newest, open, signIn, test } from './office';
import type { Page } from '@playwright/test';

async function authenticator(page: Page, prf = true): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('WebAuthn.enable');
  await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'usb',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf: prf,
    },
  });
}

const who = (page: Page) => page.locator('.who button').first();
const panel = (page: Page) => page.locator('#who-panel');
const form = (page: Page) => panel(page).locator('form');

async function add(page: Page, name: string): Promise<void> {
  await who(page).click();
  await form(page).getByRole('textbox').fill(name);
  await form(page).getByRole('button').click();
}

async function leave(page: Page): Promise<void> {
  await panel(page).locator('> button').click();
}

test.describe('under its name, to which passkeys belong', () => {
  test.use({ baseURL: async ({ office }, use) => use(office.url.replace('127.0.0.1', 'localhost')) });

  for (const lang of LANGS) {
    test(`a passkey is added, signs in, signs, and is removed, in ${lang}`, async ({ page }) => {
      await authenticator(page);
      await open(page, `${lang}/corridor/segment/tanezrouft-05`);
      await signIn(page);
      await add(page, 'مفتاح grey');
      await says(panel(page).getByRole('status'), 'مفتاح grey');
      await expect(panel(page).getByRole('listitem')).toHaveCount(1);
      await accessible(page);
      await fits(page);
      await leave(page);
      // By the keyboard alone.
      await who(page).press('Enter');
      const dialog = page.getByRole('dialog');
      await accessible(page);
      await dialog.locator('button.passkey').press('Enter');
      await expect(dialog).toBeHidden();
      await says(page.locator('.who [role=status]'), 'dz-log/movement');
      const road = page.locator('section.why');
      await road.locator('details[name=desk-road] > summary').last().click();
      const closure = road.getByRole('form').last();
      await closure.locator('textarea').fill('سيول');
      await closure.locator('input[type=datetime-local]').last().fill('2013-02-22T18:00');
      await closure.getByRole('button').click();
      await expect(road.locator('.done li')).toHaveCount(1);
      const [said] = await newest(page, 'state_overridden');
      expect(said.content.officer).toBe('dz-log/movement');
      // Whoever signed in by it adds none, and removes it when asked twice.
      await who(page).click();
      await expect(form(page)).toHaveCount(0);
      const remove = panel(page).getByRole('listitem').getByRole('button');
      await remove.click();
      await remove.click();
      await expect(panel(page).getByRole('listitem')).toHaveCount(0);
      await leave(page);
      await who(page).click();
      await dialog.locator('button.passkey').click();
      const refused = { en: 'does not sign in here', fr: 'n’ouvre rien ici', ar: 'لا يُدخل هنا' }[lang];
      await says(dialog.getByRole('alert'), refused);
      await accessible(page);
    });
  }

  test('an authenticator that cannot lock keys is told so, and registers nothing', async ({ page }) => {
    await authenticator(page, false);
    await open(page, 'en/today');
    await signIn(page);
    await add(page, 'plain');
    await says(panel(page).getByRole('alert'), 'This one cannot lock keys');
    await expect(panel(page).getByRole('listitem')).toHaveCount(0);
  });
});

test('at an address the page says under which name it has passkeys', async ({ page, office }) => {
  await open(page, 'en/today');
  await who(page).click();
  await says(page.getByRole('dialog'), `open this page at ${office.url.replace('127.0.0.1', 'localhost')}/`);
});
