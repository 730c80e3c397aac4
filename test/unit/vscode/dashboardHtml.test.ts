import assert from 'node:assert/strict';
import { dashboardHtml } from '../../../src/vscode/dashboardHtml.ts';

describe('the page of the dashboard', () => {
  const html = dashboardHtml('https://host.example/dashboard.js', 'n0nce');

  it('may load its script and nothing else from anywhere', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.split('; ');
    assert.deepStrictEqual(policy, [
      "default-src 'none'",
      "script-src 'nonce-n0nce'",
      "style-src 'nonce-n0nce'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('has one script, and no style and no handler of its own', () => {
    assert.deepStrictEqual(html.match(/<script[^>]*>/g), [
      '<script nonce="n0nce" src="https://host.example/dashboard.js">',
    ]);
    assert.doesNotMatch(html, /<style|<link|<img| style=| on\w+=|unsafe|eval/);
  });

  it('lets no address break out of its place', () => {
    assert.doesNotMatch(dashboardHtml('x" onload="y', 'n'), / onload="/);
  });
});
