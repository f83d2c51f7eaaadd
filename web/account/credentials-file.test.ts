import assert from 'node:assert/strict';
import { test } from 'node:test';
import { credentialsFile } from './credentials-file.ts';

test('a file of credentials has a heading and a line, as programs look for them', () => {
  assert.equal(
    credentialsFile('陈, "ops"', { id: 'KEY', secret: 'secret' }).join(''),
    'User Name,Access Key Id,Secret Access Key\r\n"陈, ""ops""",KEY,secret\r\n',
  );
});
