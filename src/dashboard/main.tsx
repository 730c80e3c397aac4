import './navigatorLanguage.ts';
import { render } from 'preact';
import chartStyle from 'uplot/dist/uPlot.min.css';
import { App } from './app.tsx';
import { Host } from './host.ts';
import style from './style.css';

// The page allows the styles that carry the number of this script, and no others.
const sheet = document.createElement('style');
sheet.nonce = document.currentScript?.nonce ?? '';
sheet.textContent = chartStyle + style;
document.head.append(sheet);

const root = document.getElementById('dashboard') ?? document.body;
root.textContent = '';
render(<App host={new Host()} root={root} />, root);
