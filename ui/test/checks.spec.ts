// End-use checks on telephones with the server stopped: what is due, numbers typed, photographed and read through the
// camera, what was found signed there, and two telephones that come together.

import { test, expect, type Page } from '@playwright/test';
import { accessible, fits, says } from './support';
import { Offices, photograph, sha256, small, Telephone } from './handsets';

const offices = new Offices();
test.use({ actionTimeout: 30_000 });
test.beforeAll(async () => {
  offices.begin();
  offices.accept();
  await offices.serve();
});
test.afterAll(() => offices.end());

/** Codes of pieces, as they are printed on them: QR version 1. */
const CODES: Record<string, string[]> = {
  'R-1': [
    '#######..#.##.#######',
    '#.....#..###..#.....#',
    '#.###.#.##.##.#.###.#',
    '#.###.#..#.#..#.###.#',
    '#.###.#...#.#.#.###.#',
    '#.....#.....#.#.....#',
    '#######.#.#.#.#######',
    '........##.##........',
    '###.########.##...#..',
    '#.####...#....#...###',
    '..##..###...#...###.#',
    '.#..##..#.....#..#.##',
    '##..#.##.#..#.#.##..#',
    '........####.#.#.#...',
    '#######.#.##.###.####',
    '#.....#.######.###..#',
    '#.###.#.#..#.###..#.#',
    '#.###.#...#...#...##.',
    '#.###.#.###.#...#...#',
    '#.....#.#.#...#...##.',
    '#######.#...#.#.#.###',
  ],
  'R-3': [
    '#######..#.##.#######',
    '#.....#..###..#.....#',
    '#.###.#.##.##.#.###.#',
    '#.###.#..#.#..#.###.#',
    '#.###.#...#.#.#.###.#',
    '#.....#.....#.#.....#',
    '#######.#.#.#.#######',
    '........##.##........',
    '###.########.##...#..',
    '.#.....#.#....#...###',
    '########..#.#...###.#',
    '.#.#...#.##...#..#.##',
    '.#....#####.#.#.##..#',
    '........####.#.#.#...',
    '#######.##.#.###.#.##',
    '#.....#.#.####.###..#',
    '#.###.#.####.###..#.#',
    '#.###.#.......#...##.',
    '#.###.#.##..#...#...#',
    '#.....#.##....#...##.',
    '#######.###.#.#.#.###',
  ],
};

/** The code as a picture. */
async function picture(page: Page, serial: string): Promise<Buffer> {
  const url = await page.evaluate((rows) => {
    const [scale, quiet] = [8, 4];
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = (rows.length + 2 * quiet) * scale;
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = '#000';
    rows.forEach((row, y) =>
      [...row].forEach((cell, x) => {
        if (cell === '#') context.fillRect((x + quiet) * scale, (y + quiet) * scale, scale, scale);
      }),
    );
    return canvas.toDataURL('image/png');
  }, CODES[serial] ?? []);
  return Buffer.from(url.split(',')[1] ?? '', 'base64');
}

/** A camera before which a code is held. */
async function camera(page: Page, serial: string): Promise<void> {
  await page.evaluate((rows) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 400;
    const context = canvas.getContext('2d')!;
    const draw = () => {
      context.fillStyle = '#fff';
      context.fillRect(0, 0, 400, 400);
      context.fillStyle = '#000';
      rows.forEach((row, y) =>
        [...row].forEach((cell, x) => {
          if (cell === '#') context.fillRect(80 + x * 11, 80 + y * 11, 11, 11);
        }),
      );
    };
    draw();
    setInterval(draw, 100);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
  }, CODES[serial] ?? []);
}

const due = (page: Page, serial: string) => page.locator(`section li[data-serial="${serial}"]`);

test('two telephones check pieces with the server stopped, and each learns what the other saw', async ({ browser }) => {
  test.slow();
  const first = await Telephone.new(await browser.newContext(small));
  const second = await Telephone.new(await browser.newContext(small));
  await first.takenIn(offices, 'ml-army', 'pocket', 'ml-army/receiving');
  await second.takenIn(offices, 'ml-army', 'belt', 'ml-army/receiving');
  offices.stop();
  for (const one of [first, second]) {
    await one.unlocked();
    await one.page.getByRole('link', { name: 'Checks', exact: true }).click();
    await expect(one.page.getByRole('heading', { name: '4 pieces to look at' })).toBeVisible();
  }

  const { page } = first;
  await expect(due(page, 'R-1')).toContainText('due');
  await accessible(page);
  await fits(page);

  // The number alone says of what; one that nobody was promised is told.
  const number = page.getByLabel('Scan or type a piece’s number, then Enter');
  await number.fill('R-9');
  await page.keyboard.press('Enter');
  await says(page.getByRole('status'), 'No piece R-9 is due here');
  await number.fill('R-2');
  await page.keyboard.press('Enter');
  await says(page.getByRole('status'), 'R-2: found');
  await page.getByLabel('Or a photograph of its code').setInputFiles({
    name: 'code.png',
    mimeType: 'image/png',
    buffer: await picture(page, 'R-3'),
  });
  await says(page.getByRole('status'), 'R-3: found');
  await camera(page, 'R-1');
  await page.getByRole('button', { name: 'Read codes through the camera' }).click();
  await says(page.getByRole('status'), 'R-1: found');
  await page.getByRole('button', { name: 'Close the camera' }).click();
  await expect(page.locator('video')).toHaveCount(0);

  // What was typed outlives the page; the photograph is kept before its hash is signed.
  await page.getByLabel('Site').selectOption('kidal');
  await page.getByLabel('What was found').selectOption('damaged');
  await page.getByLabel(/^How/).selectOption('photo');
  await page.getByLabel('The photograph').setInputFiles(photograph('dent.jpg', 'a dented radio'));
  await says(page.locator('form'), `dent.jpg, hash ${sha256('a dented radio').slice(0, 8)}`);
  await first.unlocked();
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(3);
  await page.getByLabel('Note').fill('fell from the vehicle');
  await page.getByRole('button', { name: 'Sign the check' }).click();
  await says(page.locator('main'), 'The check of 3 pieces is signed');
  await expect(page.locator('[data-unsent]')).toHaveAttribute('data-unsent', '2');
  await expect(due(page, 'R-3')).toContainText('damaged');
  await expect(page.locator(`[data-photo="${sha256('a dented radio')}"]`)).toBeVisible();

  // The other telephone looks at one that nobody saw, and at one again.
  await second.page.getByRole('button', { name: /Look at .*R-4/ }).click();
  await second.page.getByRole('button', { name: /Look at .*R-2/ }).click();
  await second.page.getByLabel('What was found').selectOption('present');
  await second.page.getByLabel(/^How/).selectOption('scan');
  await second.page.getByRole('button', { name: 'Sign the check' }).click();
  await says(second.page.locator('main'), 'The check of 2 pieces is signed');

  // From hand to hand, then home: nothing of either is lost.
  for (const [one, name] of [[first, 'pocket'], [second, 'belt']] as const) {
    await one.page.getByRole('link', { name: 'Crossing', exact: true }).click();
    await one.bundle(offices.path(`${name}.tar`));
    offices.run('ml-army', 'journal', 'import', `../${name}.tar`);
  }
  await second.page.getByLabel('Bring journals').setInputFiles(offices.path('pocket.tar'));
  await says(second.page.locator('main'), '2 new entries taken over');
  await second.page.getByRole('link', { name: 'Checks', exact: true }).click();
  await expect(due(second.page, 'R-1')).toContainText('damaged');
  const checked = JSON.parse(offices.run('ml-army', 'checks', '--json')) as { pieces: { serial: string; last: { result: string } | null }[] };
  expect(checked.pieces.map((one) => one.last?.result)).toEqual(['damaged', 'present', 'damaged', 'present']);
  await first.end();
  await second.end();
});
