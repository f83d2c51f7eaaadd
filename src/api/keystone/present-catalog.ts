// Regions and the catalogue as Keystone shows them.
import {
  shownUrl,
  type CatalogEntry,
  type Endpoint,
  type Service,
} from '../../domain/regions/catalog/catalog.ts';
import type { Region } from '../../domain/regions/region.ts';
import type { Base } from './present.ts';

export function presentRegion(base: Base, region: Region) {
  const { id, description } = region;
  return {
    id,
    description,
    parent_region_id: region.parentRegionId,
    links: { self: `${base}/regions/${encodeURIComponent(id)}` },
  };
}

/** With what IAM adds: its clients make projects in regions of the type public only. */
export function presentHuaweiRegion(base: Base, region: Region) {
  const locales = { 'zh-cn': region.id, 'en-us': region.id };
  return { ...presentRegion(base, region), type: 'public', locales };
}

export function presentService(base: Base, service: Service) {
  const { id, type, name, description, enabled } = service;
  return { id, type, name, description, enabled, links: { self: `${base}/services/${id}` } };
}

/** `region` is the older name of `region_id`; clients read either. */
export function presentEndpoint(base: Base, publicUrl: string, endpoint: Endpoint) {
  const { id, enabled } = endpoint;
  return {
    id,
    enabled,
    interface: endpoint.interface,
    service_id: endpoint.serviceId,
    region: endpoint.regionId,
    region_id: endpoint.regionId,
    url: shownUrl(endpoint.url, publicUrl),
    links: { self: `${base}/endpoints/${id}` },
  };
}

export function presentCatalog(publicUrl: string, catalog: readonly CatalogEntry[]) {
  return catalog.map(({ service, endpoints }) => ({
    id: service.id,
    type: service.type,
    name: service.name,
    endpoints: endpoints.map((endpoint) => ({
      id: endpoint.id,
      interface: endpoint.interface,
      region: endpoint.regionId,
      region_id: endpoint.regionId,
      url: shownUrl(endpoint.url, publicUrl),
    })),
  }));
}
