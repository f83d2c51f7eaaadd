// What servers can be made as here, what runs them, and the keys that they let in by.
import { listFlavors } from '../../../domain/servers/flavors/list-flavors.ts';
import { createKeyPair } from '../../../domain/servers/key-pairs/create-key-pair.ts';
import { deleteKeyPair } from '../../../domain/servers/key-pairs/delete-key-pair.ts';
import { listKeyPairs } from '../../../domain/servers/key-pairs/list-key-pairs.ts';
import { showEngine } from '../../../domain/servers/show-engine.ts';
import type { Route } from '../../http/route.ts';
import { inProjectRoute } from '../route.ts';
import { ProjectParams } from '../schema.ts';
import { presentEngine } from './present.ts';
import {
  EngineStatus,
  Flavors,
  KeyPairParams,
  KeyPairs,
  MadeKeyPair,
  NewKeyPair,
} from './schema.ts';

const tag = 'servers';

export const offerRoutes: readonly Route[] = [
  inProjectRoute({
    method: 'GET',
    path: '/flavors',
    tag,
    summary: 'Lists what servers can be made as, the smallest first.',
    schema: { params: ProjectParams },
    answer: Flavors,
    handle: async ({ context, actor }) => ({ items: await listFlavors(context, actor) }),
  }),
  inProjectRoute({
    method: 'GET',
    path: '/engine',
    tag,
    summary: 'Shows what runs servers here, what it lacks, and how it confines them.',
    schema: { params: ProjectParams },
    answer: EngineStatus,
    handle: async ({ context, actor }) => presentEngine(await showEngine(context, actor)),
  }),
  inProjectRoute({
    method: 'GET',
    path: '/key-pairs',
    tag,
    summary: "Lists the project's key pairs by name.",
    schema: { params: ProjectParams },
    answer: KeyPairs,
    handle: async ({ context, actor }) => ({ items: await listKeyPairs(context, actor) }),
  }),
  inProjectRoute({
    method: 'POST',
    path: '/key-pairs',
    tag,
    summary: 'Takes a public key, or makes a pair and tells its private half this once.',
    schema: { params: ProjectParams, body: NewKeyPair },
    status: 201,
    answer: MadeKeyPair,
    handle: async ({ context, actor, body }) => {
      const { keyPair, privateKey } = await createKeyPair(context, actor, body);
      return { ...keyPair, privateKey };
    },
  }),
  inProjectRoute({
    method: 'DELETE',
    path: '/key-pairs/:name',
    tag,
    summary: 'Forgets a key pair; servers that were made with it still let in by it.',
    schema: { params: KeyPairParams },
    handle: async ({ context, actor, params }) => await deleteKeyPair(context, actor, params.name),
  }),
];
