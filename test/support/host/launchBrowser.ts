import { type Browser, chromium } from 'playwright-core';
import type { Host } from './host.ts';

/** Starts a headless browser, which ends with our process. Rejects when the host finds none or it does not start. */
export async function launchBrowser(host: Host): Promise<Browser> {
  const { executablePath, env } = await host.chromium();
  return chromium.launch({
    executablePath,
    env: { ...environment(), ...env },
    args: [
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      // Chromium's sandbox refuses to run as root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
