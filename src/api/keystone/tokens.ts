import { Type } from 'typebox';
import { Fault } from '../../domain/fault.ts';
import { logIn } from '../../domain/identity/tokens/log-in.ts';
import { revokeToken, showToken } from '../../domain/identity/tokens/subject-token.ts';
import { readCatalog } from '../../domain/regions/catalog/read-catalog.ts';
import { openRoute, route, type Call } from '../http/route.ts';
import { loginBody, readIdentity, readScope } from './login-request.ts';
import { noContent } from './present.ts';
import { presentToken } from './present-token.ts';
import { flag } from './schema.ts';

const query = Type.Object({ nocatalog: Type.Optional(Type.String()) });

const path = '/v3/auth/tokens';

export const tokenRoutes = [
  openRoute({
    method: 'POST',
    path,
    schema: { query, body: loginBody },
    handle: async ({ context, body, query: { nocatalog }, address, requestId }) => {
      const { token, session } = await logIn(context, {
        identity: readIdentity(body.auth),
        scope: readScope(body.auth),
        address,
        requestId,
      });
      const catalog = flag(nocatalog) === true ? null : await readCatalog(context, session.actor);
      return {
        status: 201,
        headers: { 'x-subject-token': token, vary: 'X-Auth-Token' },
        body: { token: presentToken(context.settings.publicUrl, session, catalog) },
      };
    },
  }),
  route({
    method: 'GET',
    path,
    schema: { query },
    handle: async ({ context, actor, headers, query: { nocatalog } }) => {
      const subject = subjectOf(headers);
      const session = await showToken(context, actor, subject);
      const catalog = flag(nocatalog) === true ? null : await readCatalog(context, session.actor);
      return {
        status: 200,
        headers: { 'x-subject-token': subject, vary: 'X-Auth-Token' },
        body: { token: presentToken(context.settings.publicUrl, session, catalog) },
      };
    },
  }),
  route({
    method: 'DELETE',
    path,
    handle: async ({ context, actor, headers }) => {
      await revokeToken(context, actor, subjectOf(headers));
      return noContent;
    },
  }),
];

function subjectOf(headers: Call['headers']): string {
  const subject = headers['x-subject-token'];
  if (typeof subject === 'string' && subject !== '') return subject;
  throw new Fault('invalid', 'request.invalid', 'The header X-Subject-Token is missing.');
}
