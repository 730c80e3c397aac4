/** There is no desktop VS Code here to run tests in, and none can be downloaded: nothing is wrong with the tests. */
export class DesktopUnavailable extends Error {
  override readonly name = 'DesktopUnavailable';
}
