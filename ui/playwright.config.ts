// The page in a real browser, over the program's own server. QAFILA_URL names a server that
// already runs; otherwise the sample of crates/server is started, built first where QAFILA_SAMPLE names none.

import { defineConfig } from '@playwright/test';

const port = 4181;
const given = process.env['QAFILA_URL'];
const sample = process.env['QAFILA_SAMPLE'] ?? 'cargo run --quiet --package server --example sample --';

export default defineConfig({
  testDir: 'test',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  // Scans take long on a busy machine.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    baseURL: given ?? `http://127.0.0.1:${port}`,
    timezoneId: 'America/New_York',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  ...(given
    ? {}
    : {
        webServer: {
          command: `${sample} ${port}`,
          url: `http://127.0.0.1:${port}/api/v1/operation`,
          timeout: 600_000,
        },
      }),
});
