/** A moment as Glance and Huawei Cloud's image service show it: in whole seconds, UTC. */
export function seconds(timestamp: string): string {
  return `${timestamp.slice(0, 19)}Z`;
}
