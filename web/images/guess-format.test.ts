import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guessFormat, nameFor } from './guess-format.ts';

test('the ending of a file says its format, in any case', () => {
  assert.equal(guessFormat('ubuntu-24.04.qcow2'), 'qcow2');
  assert.equal(guessFormat('Windows.VHDX'), 'vhdx');
  assert.equal(guessFormat('disk.img'), 'raw');
  assert.equal(guessFormat('netinst.iso'), 'iso');
});

test('an ending that is no format says nothing', () => {
  for (const name of ['ubuntu-24.04', 'image.qcow2.gz', 'constructor', 'a.constructor', '']) {
    assert.equal(guessFormat(name), null, name);
  }
});

test("an image is called like its file, without the format's ending", () => {
  assert.equal(nameFor('ubuntu-24.04.qcow2'), 'ubuntu-24.04');
  assert.equal(nameFor('ubuntu-24.04'), 'ubuntu-24.04');
  assert.equal(nameFor('数据盘.vmdk'), '数据盘');
});
