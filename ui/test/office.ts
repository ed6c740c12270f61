// A server of its own for each test that writes, with a desk at which officers sign in.

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { test as base, expect, open, watched } from './support';
import type { Page } from '@playwright/test';

/** The sample of crates/server, as cargo builds it. */
const SAMPLE =
  process.env['QAFILA_SAMPLE'] ?? new URL('../../target/debug/examples/sample', import.meta.url).pathname;

export const PASSPHRASE = 'كلمة سرّ long enough';

export class Office {
  #running: ChildProcess | undefined;
  url = '';

  async begin(): Promise<void> {
    const running = spawn(SAMPLE, ['0', '--desk'], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#running = running;
    this.url = await new Promise<string>((told, failed) => {
      running.once('error', failed);
      running.once('exit', (code) => failed(new Error(`the sample ended with ${code}`)));
      createInterface({ input: running.stdout }).once('line', told);
    });
  }

  end(): void {
    this.#running?.kill();
  }
}

export const test = base.extend<{ office: Office }>({
  office: async ({}, use) => {
    const office = new Office();
    await office.begin();
    await use(office);
    office.end();
  },
  baseURL: async ({ office }, use) => use(office.url),
  page: async ({ page, baseURL }, use) => watched(page, baseURL, () => use(page)),
});

export { expect, open };

/** Signs in by the button in the head of the page. */
export async function signIn(page: Page, officer = 'dz-log/movement', also: string[] = []): Promise<void> {
  await page.locator('.who button').first().click();
  await fillIn(page, officer, also);
  await expect(page.getByRole('dialog')).toBeHidden();
}

/** Fills in the dialog that asks who signs in. */
export async function fillIn(page: Page, officer = 'dz-log/movement', also: string[] = []): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').selectOption(officer);
  for (const one of also) await dialog.locator(`input[value="${one}"]`).check();
  await dialog.locator('input[type=password]').fill(PASSPHRASE);
  await dialog.locator('button.main').click();
}

/** What the node has signed last. */
export async function newest(page: Page, kind: string): Promise<any[]> {
  const answer = await page.request.get(`/api/v1/statements?kind=${kind}&order=newest&limit=20`);
  return (await answer.json()).statements;
}
