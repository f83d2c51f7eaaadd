import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prefersHtml } from './accepts-html.ts';

test('a browser asks for a page', () => {
  const browsers = [
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
    'text/html, application/json;q=0.5',
    'TEXT/HTML',
  ];
  for (const accept of browsers) assert.equal(prefersHtml(accept), true, accept);
});

test('a client of an API asks for none', () => {
  const clients = [
    undefined,
    '',
    '*/*',
    'application/json',
    'application/json, text/html;q=0.9',
    'text/html;q=0',
    'text/plain',
  ];
  for (const accept of clients) assert.equal(prefersHtml(accept), false, accept);
});
