// The page in a real browser, over the program's own server. QAFILA_URL names a server that
// already runs; otherwise the sample of crates/server is built and started.

import { defineConfig } from '@playwright/test';

const port = 4181;
const given = process.env['QAFILA_URL'];

export default defineConfig({
  testDir: 'test',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
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
          command: `cargo run --quiet --package server --example sample -- ${port}`,
          url: `http://127.0.0.1:${port}/api/v1/operation`,
          timeout: 600_000,
        },
      }),
});
