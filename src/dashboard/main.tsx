import './navigatorLanguage.ts';
import { render } from 'preact';
import chartStyle from 'uplot/dist/uPlot.min.css';
import { App } from './app.tsx';
import { Host } from './host.ts';
import controls from './style/controls.css';
import details from './style/details.css';
import narrow from './style/narrow.css';
import overview from './style/overview.css';
import page from './style/page.css';
import print from './style/print.css';

// The page allows the styles that carry the number of this script, and no others.
const sheet = document.createElement('style');
sheet.nonce = document.currentScript?.nonce ?? '';
sheet.textContent = [chartStyle, page, controls, overview, details, narrow, print].join('');
document.head.append(sheet);

const root = document.getElementById('dashboard') ?? document.body;
root.textContent = '';
render(<App host={new Host()} root={root} chartModule={root.dataset['chartModule'] ?? ''} />, root);
