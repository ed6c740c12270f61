// Two offices with the program's own command line, and telephones that they take in.

import { expect, type BrowserContext, type Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const program = process.env['QAFILA'] ?? resolve('../target/debug/qafila');
export const PASSPHRASE = 'three camels at the well';
const env = { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), QAFILA_PASSPHRASE: PASSPHRASE };

/** Two offices that know each other, a convoy of the giver's at the border, and the page served by one of them. */
export class Offices {
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
    const radios = { item: 'radio', quantity: 4, lot: null, serials: ['R-1', 'R-2', 'R-3', 'R-4'] };
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
      stores('item_defined', {
        ...{ item: 'radio', name: { en: 'Radio', fr: 'Radio', ar: 'جهاز لاسلكي' }, unit: 'each', mass: 9000 },
        ...{ volume: 0, tracking: 'serial', hazard: null, vehicle: null, check_days: 30 },
      }),
      stores('stock_declared', { site: 'depot-reggane', lines: [line(1000), pumps, radios] }),
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

  /** Four radios were handed over, and nobody has looked at them since. */
  accept(): void {
    const radios = { item: 'radio', quantity: 4, lot: null, serials: ['R-1', 'R-2', 'R-3', 'R-4'] };
    const load = { vehicle: 'v-2', package: null, seal: null, lines: [radios] };
    const went = (event: string, place: string) => ({
      ...{ officer: 'dz-log/convoy', kind: 'progress' },
      body: { convoy: '10-DZ-01', event, place, note: null },
    });
    this.say('dz-log', [
      {
        ...{ officer: 'dz-log/stores', kind: 'consignment_packed' },
        body: { consignment: 'C-0', pledge: 'p-1', site: 'depot-reggane', receiver: 'ml-army', loads: [load] },
      },
      {
        ...{ officer: 'dz-log/movement', kind: 'movement_ordered' },
        body: {
          ...{ convoy: '10-DZ-01', consignments: ['C-0'], plan: '0'.repeat(64), commander: 'dz-log/convoy' },
          ...{ vehicles: ['v-2'], route: ['tanezrouft-03'], reason: null },
          timings: [{ place: 'depot-reggane', due: '2013-02-10T05:00:00Z', clear: '2013-02-10T06:00:00Z' }],
        },
      },
      went('departed', 'depot-reggane'),
      went('arrived', 'bbm'),
      {
        ...{ officer: 'dz-log/convoy', kind: 'handover_offered' },
        body: { consignment: 'C-0', convoy: '10-DZ-01', place: 'bbm', receiver: 'ml-army', lines: [radios] },
      },
    ]);
    this.hand('dz-log', 'ml-army');
    const { unanswered } = JSON.parse(this.run('ml-army', 'handover', 'matters', '--json')) as {
      unanswered: { offer: string; convoy: string }[];
    };
    const offer = unanswered.find((one) => one.convoy === '10-DZ-01')?.offer ?? '';
    this.run('ml-army', 'handover', 'answer', offer);
    this.hand('ml-army', 'dz-log');
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
export class Telephone {
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

  /** Opened anew, as after a night in a pocket. */
  async unlocked(): Promise<void> {
    await this.page.reload();
    await this.page.getByLabel('Passphrase').fill(PASSPHRASE);
    await this.page.getByRole('button', { name: 'Unlock' }).click();
  }

  async end(): Promise<void> {
    expect(this.heard).toEqual([]);
    await this.context.close();
  }
}

/** The narrowest that is to be served. */
export const small = { viewport: { width: 360, height: 740 } };

/** A file as a camera hands it over; nobody looks into it. */
export const photograph = (name: string, content: string) => ({
  name,
  mimeType: 'image/jpeg',
  buffer: Buffer.from(content),
});

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
