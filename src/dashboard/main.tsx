import { render } from 'preact';
import { App } from './app.tsx';
import { Host } from './host.ts';

const root = document.getElementById('dashboard') ?? document.body;
const host = new Host();

// The page comes with its first rows, which stay until all that is known has come.
const stop = host.listen((first) => {
  stop();
  root.textContent = '';
  root.inert = false;
  render(<App host={host} first={first} root={root} />, root);
});
host.look(host.kept, true);
