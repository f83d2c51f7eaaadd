// A real Glance with Keystone, one server of the image API for each flavour, over the same data.
import { join } from 'node:path';
import { startOpenStack } from '../openstack/start-openstack.ts';
import { signIn } from '../../test/contract/support/http-client.ts';
import { glanceNames } from './results.ts';
import type { Cloud } from './side.ts';

/** @param folder where its data go */
export async function startGlance(
  folder: string,
  flavours: readonly (keyof typeof glanceNames)[],
): Promise<Cloud> {
  const openstack = await startOpenStack({ folder: join(folder, 'openstack'), flavours });
  try {
    const owner = await signIn(openstack.identityUrl, openstack.clouds.usera);
    const member = await signIn(openstack.identityUrl, openstack.clouds.userb);
    const sides = openstack.images.map(({ flavour, url, pid }) => ({
      name: glanceNames[flavour],
      imageUrl: url,
      owner,
      member,
      roots: [pid, ...openstack.shared],
    }));
    return {
      sides,
      seed: async (images, pending) => await openstack.seed(images, pending),
      stop: async () => await openstack.stop(),
    };
  } catch (error) {
    await openstack.stop();
    throw error;
  }
}
