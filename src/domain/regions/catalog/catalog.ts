// The catalogue that a client finds services in.
import { Fault } from '../../fault.ts';

export const endpointInterfaces = ['public', 'internal', 'admin'] as const;
export type EndpointInterface = (typeof endpointInterfaces)[number];

export interface Service {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly createdAt: string;
}

export interface Endpoint {
  readonly id: string;
  readonly serviceId: string;
  readonly interface: EndpointInterface;
  readonly regionId: string;
  /** As stored; see shownUrl. */
  readonly url: string;
  readonly enabled: boolean;
  readonly createdAt: string;
}

/** A service with the endpoints that a token's scope may use. */
export interface CatalogEntry {
  readonly service: Pick<Service, 'id' | 'type' | 'name'>;
  readonly endpoints: readonly Pick<Endpoint, 'id' | 'interface' | 'regionId' | 'url'>[];
}

/** Stands in a stored address for the one that this service is reached at. */
export const publicUrlMark = '$(public_url)s';

export function shownUrl(url: string, publicUrl: string): string {
  return url.replaceAll(publicUrlMark, publicUrl);
}

/** Throws `invalid` unless the address is http(s), or starts with the mark for this service's own. */
export function checkEndpointUrl(url: string): void {
  if (
    url.length <= 2048 &&
    URL.canParse(shownUrl(url, 'http://localhost')) &&
    /^(https?:|\$\(public_url\)s)/i.test(url)
  ) {
    return;
  }
  throw new Fault(
    'invalid',
    'endpoint.invalid-url',
    'The endpoint url must be an http or https address.',
  );
}

export function noSuchService(id: string): Fault {
  return new Fault('notFound', 'service.not-found', `Could not find service: ${id}.`);
}

export function noSuchEndpoint(id: string): Fault {
  return new Fault('notFound', 'endpoint.not-found', `Could not find endpoint: ${id}.`);
}
