import { renderToString } from 'preact-render-to-string';
import chartStyle from 'uplot/dist/uPlot.min.css';
import type { Prerenderer } from '../core/dashboard/prerenderer.ts';
import { keptViewIn } from './keptView.ts';
import { Page, type PageActions } from './page.tsx';
import { withMessage } from './pageState.ts';
import controls from './style/controls.css';
import details from './style/details.css';
import narrow from './style/narrow.css';
import overview from './style/overview.css';
import page from './style/page.css';
import print from './style/print.css';
import { firstColors } from './vscodeColors.ts';

/** Nobody can press anything before the script has taken the page over. */
const noActions: PageActions = { keep() {}, look() {}, run() {}, runFor() {} };

export const { style, prerender }: Prerenderer = {
  style: [firstColors, chartStyle, page, controls, overview, details, narrow, print].join(''),
  prerender: (start) =>
    renderToString(
      <Page
        shown={start && withMessage(undefined, start.first)}
        view={keptViewIn(start?.state)}
        now={start?.now ?? 0}
        theme={undefined}
        chart={undefined}
        actions={noActions}
      />,
    ),
};
