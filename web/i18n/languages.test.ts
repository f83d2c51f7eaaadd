import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pickLanguage } from './languages.ts';

test('the language is the one chosen before, else the first of the browser that we have, else English', () => {
  assert.equal(pickLanguage('en', ['zh-CN']), 'en');
  assert.equal(pickLanguage(null, ['fr', 'zh-Hant-TW', 'en']), 'zh');
  assert.equal(pickLanguage(null, ['en-US', 'zh']), 'en');
  assert.equal(pickLanguage('tlh', ['fr']), 'en');
  assert.equal(pickLanguage(null, []), 'en');
});
