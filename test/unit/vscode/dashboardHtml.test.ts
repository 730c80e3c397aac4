import assert from 'node:assert/strict';
import { DashboardFeed } from '../../../src/core/dashboard/dashboardFeed.ts';
import { firstLook } from '../../../src/core/dashboard/look.ts';
import type { PageStart } from '../../../src/core/dashboard/prerenderer.ts';
import { summarize } from '../../../src/core/summary.ts';
import { dashboardHtml } from '../../../src/vscode/dashboardHtml.ts';
import { sampleAccount, sampleReading, summaryInput } from '../../support/fakes/samples.ts';

describe('the page of the dashboard', () => {
  const files = {
    script: 'https://files.test/dist/dashboard.js',
    source: 'https://*.files.test',
    prerenderer: {
      style: 'p { margin: 0; }',
      prerender: (start?: PageStart) => `<p>${start ? start.state : 'Loading…'}</p>`,
    },
  };
  const html = dashboardHtml(files, 'n0nce');

  it('may run its script and what that imports, and load nothing else', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.split('; ');
    assert.deepStrictEqual(policy, [
      "default-src 'none'",
      "script-src 'nonce-n0nce' https://*.files.test",
      "style-src 'nonce-n0nce'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('has one script and one style sheet, and no style and no handler of its own', () => {
    assert.deepStrictEqual(html.match(/<script[^>]*>\nimport\([^)]*\)/g), [
      '<script type="module" nonce="n0nce">\nimport("https://files.test/dist/dashboard.js")',
    ]);
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.deepStrictEqual(html.match(/<style.*/g), ['<style nonce="n0nce">p { margin: 0; }</style>']);
    assert.doesNotMatch(html, /<link|<img| style=| on\w+=|unsafe|eval/);
  });

  it('shows what its script will draw, as nothing that can be used before it has run', () => {
    const summary = summarize(summaryInput([[sampleAccount(), sampleReading()]]));
    const first = new DashboardFeed('en', { get: () => undefined }).first(summary, firstLook, false);
    assert.ok(first);
    const start = { first, state: 'kept', now: summary.now };
    assert.match(dashboardHtml(files, 'n0nce', start), /" inert><p>kept<\/p><\/div>/);
    assert.match(html, /" inert><p>Loading…<\/p><\/div>/);
  });
});
