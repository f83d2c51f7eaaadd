import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  newAuditId,
  readToken,
  signToken,
  tokenMethods,
  type ClaimedScope,
  type TokenClaims,
} from './claims.ts';

const key = new Uint8Array(32).fill(1);
const hexId = fc.stringMatching(/^[0-9a-f]{32}$/);

const scope: fc.Arbitrary<ClaimedScope> = fc.oneof(
  hexId.map((projectId) => ({ kind: 'project' as const, projectId })),
  hexId.map((domainId) => ({ kind: 'domain' as const, domainId })),
  fc.constant({ kind: 'system' as const }),
  fc.constant({ kind: 'unscoped' as const }),
);

const inAnHour = Date.now() + 3_600_000;

const claims: fc.Arbitrary<TokenClaims> = fc.record({
  userId: hexId,
  scope,
  methods: fc.subarray([...tokenMethods], { minLength: 1 }),
  auditIds: fc.constantFrom([newAuditId()], [newAuditId(), newAuditId()]),
  issuedAt: fc.constant(inAnHour - 3_600_000),
  expiresAt: fc.constant(inAnHour),
  applicationCredentialId: fc.option(hexId),
});

const some: TokenClaims = {
  userId: 'u',
  scope: { kind: 'unscoped' },
  methods: ['password'],
  auditIds: ['a'],
  issuedAt: Date.now(),
  expiresAt: inAnHour,
  applicationCredentialId: null,
};

describe('a token', () => {
  test('says what it was signed with', async () => {
    await fc.assert(
      fc.asyncProperty(claims, async (given) => {
        const read = await readToken(key, await signToken(key, given));
        assert.ok(read);
        assert.ok(Math.abs(read.issuedAt - given.issuedAt) < 0.001);
        assert.ok(Math.abs(read.expiresAt - given.expiresAt) < 0.001);
        const times = { issuedAt: 0, expiresAt: 0 };
        assert.deepEqual({ ...read, ...times }, { ...given, ...times });
      }),
      { seed: 7, numRuns: 50 },
    );
  });

  test('of another key is worth nothing', async () => {
    const token = await signToken(new Uint8Array(32).fill(2), some);
    assert.equal(await readToken(key, token), null);
  });

  test('that has expired is worth nothing', async () => {
    const token = await signToken(key, { ...some, expiresAt: Date.now() - 1000 });
    assert.equal(await readToken(key, token), null);
  });

  test('with any letter changed is worth nothing', async () => {
    const token = await signToken(key, some);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const changed = Buffer.from(
      Buffer.from(payload, 'base64url').toString().replace('"u"', '"v"'),
    ).toString('base64url');
    assert.notEqual(changed, payload);
    assert.equal(await readToken(key, `${header}.${changed}.${signature}`), null);
  });

  test('that claims to need no signature is worth nothing', async () => {
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const [, payload = ''] = (await signToken(key, some)).split('.');
    assert.equal(await readToken(key, `${none}.${payload}.`), null);
  });

  test('is not any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        assert.equal(await readToken(key, text), null);
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});
