// Two telephones at a crossing, with the server stopped: taken in, counted, shown to each other, taken home, verified.
// QAFILA names the program; it is the one of the build where nothing does.

import { test, expect, type BrowserContext, type Page } from '@playwright/test';
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { accessible, LANGS } from './support';

const program = process.env['QAFILA'] ?? resolve('../target/debug/qafila');
const PASSPHRASE = 'three camels at the well';
const env = { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), QAFILA_PASSPHRASE: PASSPHRASE };

/** Two offices that know each other, a convoy of the giver's at the border, and the page served by one of them. */
class Offices {
  readonly dir = mkdtempSync(join(tmpdir(), 'qafila-phone-'));
  private server: ChildProcess | undefined;
  address = '';

  run(party: string, ...args: string[]): string {
    const ran = spawnSync(program, args, { cwd: join(this.dir, party), env, encoding: 'utf8' });
    // 3: done, and something does not fit; here, that nothing was pledged.
    if (ran.status !== 0 && ran.status !== 3) throw new Error(`${args.join(' ')}: ${ran.stderr}`);
    return ran.stdout;
  }

  path(name: string): string {
    return join(this.dir, name);
  }

  say(party: string, drafts: object[]): void {
    writeFileSync(this.path('said.jsonl'), drafts.map((one) => JSON.stringify(one)).join('\n'));
    this.run(party, 'say', '../said.jsonl');
  }

  hand(from: string, to: string): void {
    const file = `../${from}-for-${to}.tar`;
    rmSync(this.path(`${from}-for-${to}.tar`), { force: true });
    this.run(from, 'journal', 'export', file, '--reader', to, '--plain');
    this.run(to, 'journal', 'import', file);
  }

  begin(): void {
    for (const party of ['dz-log', 'ml-army']) {
      execFileSync(program, ['init', party, '--party', party], { cwd: this.dir, env });
    }
    const stores = (kind: string, body: object) => ({ officer: 'dz-log/stores', kind, body });
    const convoy = (kind: string, body: object) => ({ officer: 'dz-log/convoy', kind, body });
    const line = (quantity: number) => ({ item: 'ration-box', quantity, lot: null, serials: [] });
    const pumps = { item: 'pump', quantity: 3, lot: null, serials: ['P-1', 'P-2', 'P-3'] };
    const went = (event: string, place: string) =>
      convoy('progress', { convoy: '11-DZ-01', event, place, note: null });
    this.say('dz-log', [
      stores('item_defined', {
        ...{ item: 'ration-box', name: { en: 'Rations', fr: 'Rations', ar: 'حصص' }, unit: 'box', mass: 12000 },
        ...{ volume: 0, tracking: 'bulk', hazard: null, vehicle: null, check_days: null },
      }),
      stores('item_defined', {
        ...{ item: 'pump', name: { en: 'Pump', fr: 'Pompe', ar: 'مضخة' }, unit: 'each', mass: 90000 },
        ...{ volume: 0, tracking: 'serial', hazard: null, vehicle: null, check_days: null },
      }),
      stores('stock_declared', { site: 'depot-reggane', lines: [line(1000), pumps] }),
      stores('consignment_packed', {
        ...{ consignment: 'C-1', pledge: 'p-1', site: 'depot-reggane', receiver: 'ml-army' },
        loads: [{ vehicle: 'v-1', package: null, seal: null, lines: [line(800), pumps] }],
      }),
      {
        ...{ officer: 'dz-log/movement', kind: 'movement_ordered' },
        body: {
          ...{ convoy: '11-DZ-01', consignments: ['C-1'], plan: '0'.repeat(64), commander: 'dz-log/convoy' },
          ...{ vehicles: ['v-1'], route: ['tanezrouft-03'], reason: null },
          timings: [{ place: 'depot-reggane', due: '2013-02-11T04:00:00Z', clear: '2013-02-11T05:00:00Z' }],
        },
      },
      went('departed', 'depot-reggane'),
      went('arrived', 'bbm'),
    ]);
    this.hand('dz-log', 'ml-army');
    this.hand('ml-army', 'dz-log');
    // Of the list only the giver knows.
    this.say('dz-log', [
      convoy('handover_offered', {
        ...{ consignment: 'C-1', convoy: '11-DZ-01', place: 'bbm', receiver: 'ml-army' },
        lines: [line(800), pumps],
      }),
    ]);
  }

  async serve(): Promise<void> {
    const cwd = this.path('dz-log');
    this.server = spawn(program, ['serve', '--port', '0', '--read-only'], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.address = await new Promise((found, failed) => {
      let told = '';
      const hear = (piece: Buffer) => {
        told += piece.toString();
        const address = /http:\/\/[0-9.:]+/.exec(told);
        if (address) found(address[0]);
      };
      this.server?.stdout?.on('data', hear);
      this.server?.stderr?.on('data', hear);
      this.server?.on('exit', () => failed(new Error(`the server ended: ${told}`)));
    });
  }

  stop(): void {
    this.server?.removeAllListeners('exit');
    this.server?.kill();
    this.server = undefined;
  }

  end(): void {
    this.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** A telephone of its own: nothing of another's browser. */
class Telephone {
  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly heard: string[],
  ) {}

  static async new(context: BrowserContext): Promise<Telephone> {
    const [page, heard] = [await context.newPage(), [] as string[]];
    page.on('console', (message) => {
      // What is asked of a stopped server is written down by the browser itself.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) heard.push(message.text());
    });
    page.on('pageerror', (error) => heard.push(String(error)));
    return new Telephone(page, context, heard);
  }

  /** Made, asked for at the office, and taken up with the office's pass. */
  async takenIn(offices: Offices, party: string, name: string, officer: string): Promise<void> {
    const { page } = this;
    await page.goto(`${offices.address}/phone.html#/en/crossing`);
    await page.getByLabel('What it is to be called').fill(name);
    await page.getByLabel('Passphrase').fill(PASSPHRASE);
    await page.getByLabel('The same again').fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Make keys' }).click();
    const request = (await page.locator('.request').textContent()) ?? '';
    expect(request).toMatch(new RegExp(`^qafila-device ${name} [0-9a-f]{64}$`));
    writeFileSync(offices.path(`${name}.txt`), request);
    offices.run(party, 'journal', 'pass', `../${name}.txt`, '--out', `../${name}-pass.tar`);
    await page.getByLabel('The pass').setInputFiles(offices.path(`${name}-pass.tar`));
    await page.getByLabel(officer).check();
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    await expect(page.getByText('1 statement not taken home yet')).toBeVisible();
    await expect(page.getByText('This page is kept on the telephone')).toBeVisible();
  }

  async take(slip: string): Promise<void> {
    await this.page.getByLabel('Text of the slip').fill(slip);
    await this.page.getByRole('button', { name: 'Take', exact: true }).click();
  }

  shown(): Promise<string> {
    return this.page.getByLabel('The same as text').inputValue();
  }

  /** Its journal, as it goes from hand to hand. */
  async bundle(path: string): Promise<void> {
    const saved = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: 'Save this telephone’s journal' }).click();
    await (await saved).saveAs(path);
  }

  async end(): Promise<void> {
    expect(this.heard).toEqual([]);
    await this.context.close();
  }
}

const small = { viewport: { width: 390, height: 844 } };
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
  await page.reload();
  await page.getByLabel('Passphrase').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByRole('button', { name: 'Count', exact: true }).click();
  await expect(page.getByLabel('Counted')).toHaveValue('796');
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(2);
  await page.getByLabel('Why it differs').first().selectOption('short');
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
    for (const view of ['crossing', 'verify']) {
      await page.goto('about:blank');
      await page.goto(`/phone.html#/${lang}/${view}`);
      await expect(page.locator('html')).toHaveAttribute('dir', lang === 'ar' ? 'rtl' : 'ltr');
      await expect(page.locator('main form').first()).toBeVisible();
      await accessible(page);
    }
  });
}
