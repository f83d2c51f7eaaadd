import type { LiveServer } from './live-server.ts';

interface Node {
  readonly 'node-name'?: unknown;
  readonly image?: { readonly 'virtual-size'?: unknown };
}

/** The names of all nodes of a running server's disks. */
export async function nodeNames(server: LiveServer): Promise<string[]> {
  return (await allNodes(server)).map((node) => String(node['node-name']));
}

/** Bytes that the guest sees of a disk. */
export async function sizeOfNode(server: LiveServer, name: string): Promise<number> {
  const node = (await allNodes(server)).find((each) => each['node-name'] === name);
  const size = Number(node?.image?.['virtual-size']);
  if (!Number.isSafeInteger(size)) throw new Error(`server ${server.id} has no node ${name}`);
  return size;
}

async function allNodes(server: LiveServer): Promise<Node[]> {
  // Without `flat`, which leaves the image out in some versions.
  return (await server.ask('query-named-block-nodes')) as Node[];
}
