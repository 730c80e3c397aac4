import { stat } from 'node:fs/promises';
import { loadSteps } from '../support/bundle/loadSteps.ts';
import { zipEntries } from '../support/bundle/zipEntries.ts';
import type { Chapter } from './figure.ts';

const kilobyte = 1024;

/** How much is loaded when, and how much is shipped. */
export async function sizes(vsix: string): Promise<Chapter> {
  const { activation, firstNumber, whole } = await loadSteps();
  return {
    title: 'Sizes',
    how: 'Minified bundles in dist/, by following what each requires at once and what it imports later.',
    figures: [
      {
        id: 'bytes.activation',
        what: 'loaded by activate() itself',
        value: activation.bytes,
        unit: 'bytes',
        most: 40 * kilobyte,
      },
      {
        id: 'bytes.firstNumber',
        what: 'loaded until the first number, all in all',
        value: firstNumber.bytes,
        unit: 'bytes',
        most: 64 * kilobyte,
      },
      { id: 'bytes.whole', what: 'all bundles', value: whole.bytes, unit: 'bytes' },
      { id: 'bytes.vsix', what: 'the VSIX', value: (await stat(vsix)).size, unit: 'bytes' },
      {
        id: 'files.vsix',
        what: 'files in the VSIX',
        value: (await zipEntries(vsix)).length,
        unit: 'files',
        most: 28,
      },
    ],
  };
}
