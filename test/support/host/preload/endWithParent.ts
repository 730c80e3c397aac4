// Run by the server before its own code. Our end of its standard input closes however our process ends, SIGKILL
// included. The extension hosts run it too, and have another standard input.
if (process.argv[1]?.endsWith('server-main.js')) {
  process.stdin.on('close', () => {
    if (process.platform === 'win32') {
      process.exit();
    }
    process.kill(-process.pid, 'SIGKILL');
  });
  process.stdin.resume().unref();
}
