// Coordinates in every form in which they are sent, and nothing else taken for them.

import { forms, metres, position, type Position } from '../src/lib/coordinates';
import { expect, open, test } from './support';

const TESSALIT: Position = [1.01186, 20.20126];

for (const [text, lon, lat] of [
  ['20.20126, 1.01186', 1.01186, 20.20126],
  ['20.20126 1.01186', 1.01186, 20.20126],
  ['20,20126 ; 1,01186', 1.01186, 20.20126],
  ['٢٠٫٢٠١٢٦، ١٫٠١١٨٦', 1.01186, 20.20126],
  ['-20.5; -1.5', -1.5, -20.5],
  ['20°12′05″N 1°00′43″E', 1.01194, 20.20139],
  ["N 20° 12' 05\" E 001° 00' 43\"", 1.01194, 20.20139],
  ['20 12 05 N, 1 00 43 E', 1.01194, 20.20139],
  ['1°00′43″O, 20°12′05″N', -1.01194, 20.20139],
  // The tower of Paris in UTM, and the empire's building in MGRS, as their libraries' manuals have them.
  ['31 N 448251.8 5411932.7', 2.2945, 48.8582],
  ['31U 448251 5411932', 2.2945, 48.8582],
  ['18TWL8566411315', -73.98528, 40.74833],
  ['18t wl 85664 11315', -73.98528, 40.74833],
] as const) {
  test(`${text} is a point`, () => {
    const found = position(text);
    expect(found).toBeDefined();
    expect(metres(found ?? [0, 0], [lon, lat])).toBeLessThan(8);
  });
}

for (const text of ['', '12', '91, 10', '20, 181', '2013-02-12', '2013-02-12 10:00', '12:05 13:10', '11-DZ-02', '31QBC1',
  '31ZZZ1234', '99N 448251 5411932', 'T4-02', 'journal#12', '3f9a', 'x'.repeat(100), '°°°N ′″E', '1.2.3 4.5.6']) {
  test(`“${text.slice(0, 30)}” is no point`, () => expect(position(text)).toBeUndefined());
}

test('a point is written in each form, and read back', () => {
  expect(forms(TESSALIT)).toEqual({
    degrees: '20.20126, 1.01186',
    minutes: '20°12′05″N 001°00′43″E',
    utm: '31 N 292264 2234998',
    mgrs: '31Q BC 92263 34997',
  });
  expect(forms([-1.5, -20.5]).minutes).toBe('20°30′00″S 001°30′00″W');
  expect(Object.keys(forms([0, 89]))).toEqual(['degrees', 'minutes']);
  for (const written of Object.values(forms(TESSALIT))) {
    // Half a second of arc each way.
    expect(metres(position(written) ?? [0, 0], TESSALIT), written).toBeLessThan(23);
  }
});

for (const [lang, away] of [['en', '1 km away'], ['ar', 'على بعد 1 كم']] as const) {
  test(`coordinates lead to the nearest place, which tells its own (${lang})`, async ({ page }) => {
    await open(page, `${lang}/today`);
    await page.keyboard.press('/');
    await page.getByRole('combobox').fill('31Q BC 92263 35997');
    const dialog = page.getByRole('dialog');
    await expect(dialog.locator('.point')).toContainText('31 N 292263 2235997');
    await expect(page.locator('#hit-0')).toContainText('tessalit');
    await expect(page.locator('#hit-0')).toContainText(away);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/place\/tessalit$/);
    await expect(page.locator('section.why')).toContainText('31Q BC 92263 34997');
  });
}
