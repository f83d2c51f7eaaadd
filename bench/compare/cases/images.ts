// Images that several topics begin with.
import { given, type Given, type Who } from '../case.ts';

/** 1000 bytes that are no image format's. */
export const imageBytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));

export const rawFormats = { disk_format: 'raw', container_format: 'bare' } as const;

export const jsonPatch = { 'content-type': 'application/openstack-images-v2.1-json-patch' };

/** A queued image of that name, known by it. */
export function queued(name: string, who: Who = 'owner', attributes: object = {}): Given {
  const body = { name, ...attributes };
  return given(`${who} has a queued image`, who, 'POST /v2/images', 201, { body, keep: name });
}

/** An active one. */
export function active(name: string, who: Who = 'owner', attributes: object = {}): Given[] {
  return [
    queued(name, who, { ...rawFormats, ...attributes }),
    given('its bytes are there', who, `PUT /v2/images/{${name}}/file`, 204, { body: imageBytes }),
  ];
}

/** The owner offers it to the member. */
export function offered(name: string): Given {
  const body = { member: '{memberProject}' };
  return given('it is offered', 'owner', `POST /v2/images/{${name}}/members`, 200, { body });
}

export function answered(name: string, status: 'accepted' | 'rejected'): Given {
  const path = `/v2/images/{${name}}/members/{memberProject}`;
  return given(`it is ${status}`, 'member', `PUT ${path}`, 200, { body: { status } });
}

/** Its owner makes it private, or whatever else. */
export function madeVisible(name: string, visibility: string): Given {
  return given(`it becomes ${visibility}`, 'owner', `PATCH /v2/images/{${name}}`, 200, {
    headers: jsonPatch,
    body: [{ op: 'replace', path: '/visibility', value: visibility }],
  });
}
