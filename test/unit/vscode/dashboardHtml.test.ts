import assert from 'node:assert/strict';
import { DashboardFeed } from '../../../src/core/dashboard/dashboardFeed.ts';
import { firstLook } from '../../../src/core/dashboard/look.ts';
import { summarize } from '../../../src/core/summary.ts';
import { dashboardHtml } from '../../../src/vscode/dashboardHtml.ts';
import { sampleAccount, sampleReading, summaryInput } from '../../support/fakes/samples.ts';

describe('the page of the dashboard', () => {
  const files = { script: 'start();', chartModule: 'https://files.test/dist/chart.js', source: 'https://*.files.test' };
  const html = dashboardHtml(files, 'n0nce');

  it('may run its script and the module that draws charts, and load nothing else', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.split('; ');
    assert.deepStrictEqual(policy, [
      "default-src 'none'",
      "script-src 'nonce-n0nce' https://*.files.test",
      "style-src 'nonce-n0nce'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('has one script, and no style and no handler of its own', () => {
    assert.deepStrictEqual(html.match(/<script.*/g), ['<script nonce="n0nce">start();</script>']);
    assert.doesNotMatch(html, /<style|<link|<img| style=| on\w+=|unsafe|eval/);
  });

  it('says where the module that draws charts is', () => {
    assert.match(html, /<div id="dashboard" data-chart-module="https:\/\/files.test\/dist\/chart.js">/);
  });

  it('says that it is loading before its script runs', () => {
    assert.match(html, /<p role="status">Loading…<\/p>/);
  });

  it('holds its first message as data, whatever things are called', () => {
    const label = '</script><script>alert(1)</script><!--';
    const account = sampleAccount({ label });
    const summary = summarize(summaryInput([[account, sampleReading()]]));
    const first = new DashboardFeed('en', { get: () => undefined }).next(summary, firstLook, false);
    const page = dashboardHtml(files, 'n0nce', first);
    assert.equal(page.match(/<script/g)?.length, 2);
    assert.doesNotMatch(page, /<!--|alert\(1\)<\//);
    const data = /<script type="application\/json" id="first">(.*)<\/script>/.exec(page)?.[1];
    assert.deepStrictEqual(JSON.parse(data ?? ''), JSON.parse(JSON.stringify(first)));
    assert.ok(data?.includes('alert(1)'));
  });
});
