import { AccountsFile } from '../../src/storage/accountsFile.ts';
import { FileLocks } from '../../src/storage/lock.ts';
import { ReadingsFile } from '../../src/storage/readingsFile.ts';
import { systemClock as clock } from '../../src/vscode/systemClock.ts';

/** The stores of one window in a real folder, with what it takes to make more. What the disk refuses is an error here. */
export function storesIn(folder: string) {
  const refused = (what: string) => {
    throw new Error(`${what} could not be written.`);
  };
  const report = { problem: ({ file }: { readonly file: string }) => refused(file), solved: () => {} };
  const files = { folder, report, locks: new FileLocks(folder, refused, clock), clock };
  const accounts = new AccountsFile(files);
  return { ...files, accounts, readings: new ReadingsFile({ ...files, accounts }) };
}
