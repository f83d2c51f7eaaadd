// A real OpenStack service behind Debian's keystonemiddleware, as Nova and Cinder are: this service tells it what tokens are worth.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCloud } from '../contract/support/clouds.ts';
import { signIn, type HttpClient } from '../contract/support/http-client.ts';
import { openstackAs } from '../contract/support/openstack.ts';
import { waitUntil } from '../contract/support/wait-until.ts';
import { besidePlacement } from './support/placement.ts';
import { underProfile, type Lab } from './support/profile.ts';

const user = { name: 'placement', password: 'Placement-1', project: 'services' };

/** As operators do it for each service. The role lets it look at tokens and at nothing else. */
async function addServiceUser({ service }: Lab): Promise<void> {
  const admin = openstackAs(service.clouds, 'admin');
  await admin.run('project', 'create', user.project);
  await admin.run('user', 'create', '--password', user.password, user.name);
  await admin.run('role', 'create', 'service');
  await admin.run('role', 'add', '--project', user.project, '--user', user.name, 'service');
}

test('a service behind keystonemiddleware knows who may do what, and when a token has ended', async () => {
  await underProfile('default', async (lab) => {
    await addServiceUser(lab);
    const { service, admin } = lab;
    const operator = await signIn(service.url, admin);
    const member = await signIn(service.url, await readCloud(service.clouds, 'owner'));
    const options = {
      folder: lab.workspace,
      identity: `${service.url}/v3`,
      user,
      cacheSeconds: 1,
    };
    await besidePlacement(options, async (url) => {
      const ask = async (path: string, token?: string): Promise<Response> =>
        await fetch(`${url}${path}`, {
          headers: {
            // The first version that tells a project what it uses.
            'openstack-api-version': 'placement 1.9',
            ...(token === undefined ? {} : { 'x-auth-token': token }),
          },
        });
      const everything = '/resource_providers';
      const usage = ({ projectId }: HttpClient): string => `/usages?project_id=${projectId}`;

      for (const nothing of [undefined, 'rubbish', `${member.token}x`]) {
        const refused = await ask(everything, nothing);
        assert.equal(refused.status, 401);
        assert.equal(refused.headers.get('www-authenticate'), `Keystone uri="${options.identity}"`);
      }
      assert.equal((await ask(everything, operator.token)).status, 200);
      assert.equal((await ask(everything, member.token)).status, 403);
      assert.equal((await ask(usage(member), member.token)).status, 200);
      assert.equal((await ask(usage(operator), member.token)).status, 403);

      const ended = await member.request('DELETE', '/v3/auth/tokens', {
        headers: { 'x-subject-token': member.token },
      });
      assert.equal(ended.status, 204);
      await waitUntil('the ended token is refused', 10, async () =>
        (await ask(usage(member), member.token)).status === 401 ? true : undefined,
      );
      assert.equal((await ask(everything, operator.token)).status, 200);
    });
  });
});
