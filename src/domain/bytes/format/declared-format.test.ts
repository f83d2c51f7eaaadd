import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judgeDeclared } from './declared-format.ts';
import type { Finding } from './finding.ts';

const plain: Finding = {
  format: 'unknown',
  virtualSize: null,
  encrypted: false,
  partitionTable: null,
  danger: null,
};
const found = (format: Finding['format'], more: Partial<Finding> = {}): Finding => ({
  ...plain,
  format,
  ...more,
});

const STRUCTURED = ['qcow2', 'vhd', 'vhdx', 'vmdk', 'vdi', 'iso', 'ploop'] as const;
const AS_IS = ['raw', 'ami', 'ari', 'aki'];

describe('a declared format', () => {
  for (const format of STRUCTURED) {
    test(`${format} that is ${format} is fine`, () => {
      const judged = judgeDeclared(format, found(format));
      assert.deepEqual(judged, { verdict: 'ok', detectedFormat: format, reason: null });
    });

    test(`${format} with unrecognised bytes is unknown`, () => {
      const judged = judgeDeclared(format, plain);
      assert.deepEqual(judged, { verdict: 'unknown', detectedFormat: 'unknown', reason: null });
    });

    test(`${format} that is really a partitioned disk is refused`, () => {
      const judged = judgeDeclared(format, found('raw', { partitionTable: 'mbr' }));
      assert.equal(judged.verdict, 'refused');
    });

    test(`raw that is really ${format} is refused`, () => {
      const judged = judgeDeclared('raw', found(format));
      assert.equal(judged.verdict, 'refused');
      assert.match(judged.reason ?? '', /^The image was declared raw, but its bytes are /);
    });
  }

  for (const declared of AS_IS) {
    test(`${declared} with unrecognised bytes is fine`, () => {
      assert.equal(judgeDeclared(declared, plain).verdict, 'ok');
    });

    test(`${declared} with a partition table is fine`, () => {
      assert.equal(judgeDeclared(declared, found('raw', { partitionTable: 'gpt' })).verdict, 'ok');
    });

    test(`${declared} with a LUKS volume is fine`, () => {
      const judged = judgeDeclared(declared, found('luks', { encrypted: true }));
      assert.deepEqual([judged.verdict, judged.detectedFormat], ['ok', 'luks']);
    });
  }

  test('raw with unrecognised bytes is detected as raw', () => {
    assert.equal(judgeDeclared('raw', plain).detectedFormat, 'raw');
  });

  test('raw that is a hybrid ISO is fine', () => {
    const judged = judgeDeclared('raw', found('iso', { partitionTable: 'mbr' }));
    assert.deepEqual([judged.verdict, judged.detectedFormat], ['ok', 'iso']);
  });

  for (const declared of [...STRUCTURED, ...AS_IS]) {
    test(`${declared} with no bytes at all is fine`, () => {
      assert.equal(judgeDeclared(declared, found('unknown', { virtualSize: 0 })).verdict, 'ok');
    });

    test(`${declared} with a danger is refused with its reason`, () => {
      const danger = { code: 'forbidden-format' as const, reason: 'QED images are not accepted.' };
      const judged = judgeDeclared(declared, found('qed', { danger }));
      assert.deepEqual([judged.verdict, judged.reason], ['refused', danger.reason]);
    });
  }
});
