// Run by the extension hosts before their own code. VS Code takes its times of extensions by `Date.now`, which counts
// whole milliseconds. This one counts microseconds.
Date.now = () => performance.timeOrigin + performance.now();
