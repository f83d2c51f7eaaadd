import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatFor } from './format.ts';

const zh = formatFor('zh', 'Asia/Shanghai');
const en = formatFor('en', 'UTC');

describe('format', () => {
  test('writes bytes in powers of 1024', () => {
    const sizes = [0, 1, 1023, 1024, 1536, 117_440_512, 2 ** 30, 1.5 * 2 ** 40, 2 ** 60];
    assert.deepEqual(
      sizes.map((size) => en.bytes(size)),
      ['0 B', '1 B', '1,023 B', '1 KB', '1.5 KB', '112 MB', '1 GB', '1.5 TB', '1,024 PB'],
    );
  });

  test('writes gigabytes without the unit', () => {
    assert.equal(en.gigabytes(40 * 2 ** 30), '40');
    assert.equal(en.gigabytes(117_440_512), '0.11');
  });

  test('writes times as each language does', () => {
    const time = '2026-11-24T02:05:09.123456Z';
    assert.equal(zh.time(time), '2026/11/24 10:05');
    assert.equal(en.time(time), '24 Nov 2026, 02:05');
    assert.match(zh.exactTime(time), /2026年11月24日星期二 .*10:05:09/);
  });

  test('says roughly how long ago it was', () => {
    const now = Date.parse('2026-11-24T12:00:00Z');
    assert.equal(en.ago('2026-11-24T11:59:40Z', now), 'this minute');
    assert.equal(en.ago('2026-11-24T11:14:00Z', now), '46 minutes ago');
    assert.equal(zh.ago('2026-11-24T09:00:00Z', now), '3小时前');
    assert.equal(en.ago('2026-11-22T09:00:00Z', now), '2 days ago');
  });

  test('says roughly how long something takes', () => {
    assert.equal(en.duration(1), '1 second');
    assert.equal(en.duration(89), '89 seconds');
    assert.equal(en.duration(90), '2 minutes');
    assert.equal(zh.duration(3600), '60分钟');
    assert.equal(zh.duration(7300), '3小时');
  });
});
