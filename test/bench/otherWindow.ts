import { watchFolder } from '../../src/storage/watchFolder.ts';
import { systemClock } from '../../src/vscode/systemClock.ts';
import { FakeKeys } from '../support/fakes/keys.ts';
import { openWindow } from '../support/fakes/openWindow.ts';
import { machineTime } from './machineTime.ts';

// A program of its own: a window that asks nobody, and tells its parent at every change what it now shows of the first
// account, and when.

const [folder = ''] = process.argv.slice(2);
const fetch = () => Promise.reject(new Error('Nobody is asked.'));
const window = openWindow({ folder, fetch, clock: systemClock, keys: new FakeKeys() });

function tell(): void {
  const at = machineTime();
  const [account] = window.accounts.all();
  process.send?.({ at, label: account?.label, amount: account && window.shown()[account.id] });
}

watchFolder(folder, () => void window.look());
await window.look();
window.accounts.onDidChange(tell);
window.readings.onDidChange(tell);
tell();
process.once('disconnect', () => process.exit());
