// Sentences that Accord words in its own way. Where one of them changes on either side, it must be looked at again.
import { related, type Claim } from './claim.ts';
import { withoutEntities } from './entities.ts';

/** In these cases Glance says the first sentence and Accord the second. */
function reworded(glance: string, accord: string, ...cases: readonly string[]): Claim {
  const isSo = (theirs?: string, ours?: string): boolean =>
    theirs === glance && ours !== undefined && withoutEntities(ours) === accord;
  return related('body.message', isSo, cases);
}

/** Who may do what is decided, and refused, in one place for all images and all APIs. */
function notPermitted(image: string): string {
  return `You are not permitted to do this with image {${image}}: it belongs to another project, or your role does not allow it.`;
}

function notFound(image: string): string {
  return `No image found with ID {${image}}`;
}

const forAdministrators =
  'You are not authorized to complete this action: it is for administrators.';
const rangeNotThere = 'The Range requested is not available.';
const accessDenied = 'Access was denied to this resource.';
const inConflict = 'There was a conflict when trying to complete your request.';
const filtered =
  'The URI for web-download does not pass filtering: it must be http or https, without a user, on port 80 or 443 of a public host.';

export const wording: readonly Claim[] = [
  // Both begin alike; what comes then is the words of two validators.
  related('body.message', (glance, accord) => {
    const prefix = /^Provided object does not match schema '\w+': /;
    const theirs = prefix.exec(glance ?? '')?.[0];
    return theirs !== undefined && prefix.exec(withoutEntities(accord ?? ''))?.[0] === theirs;
  }),
  reworded(
    'This server could not verify that you are authorized to access the document you requested. Either you supplied the wrong credentials (e.g., bad password), or your browser does not understand how to supply the credentials required.',
    'The request you have made requires authentication.',
    'no token',
    'no token at the root of the version',
    'no token on no path',
    'a wrong token',
  ),
  reworded(
    'You are not authorized to complete stores_info_detail action.',
    forAdministrators,
    'stores in detail as a member',
  ),
  reworded(
    'You are not authorized to complete tasks_api_access action.',
    forAdministrators,
    'tasks as a member',
    'a new task as a member',
  ),
  reworded(
    'You are not authorized to complete add_metadef_namespace action.',
    'You are not authorized to complete this action.',
    'a namespace of a member',
  ),
  reworded(
    'You are not authorized to complete publicize_image action.',
    'Only an administrator may make an image public.',
    'a public image of a member',
  ),
  reworded(
    'You are not authorized to complete publicize_image action.',
    notPermitted('changed'),
    'a public image made by a member',
  ),
  reworded(
    'You are not authorized to complete copy_image action.',
    notPermitted('copied'),
    'a copy to the store that has it',
    'a copy to an unknown store',
  ),
  reworded('You do not own this image', notPermitted('seen'), 'a change by somebody who sees it'),
  reworded(
    'You do not own this image',
    notPermitted('offer'),
    'a change by a member',
    'a deletion by a member',
    'a deactivation by a member',
  ),
  reworded(
    'Not allowed to update tags for image {offer}.',
    notPermitted('offer'),
    'a tag by a member',
  ),
  reworded(
    'Not allowed to upload image data for image {offer}',
    notPermitted('offer'),
    'bytes by a member',
  ),
  reworded('Image {missing} not found.', notFound('missing'), 'a member of a missing image'),
  reworded(
    'Image {offer} not found.',
    notFound('offer'),
    'a member by a stranger',
    "a stranger's members",
    "a stranger's entry",
    'an answer before the offer',
    'an answer by a stranger',
    'a withdrawal by a stranger',
  ),
  reworded(
    'Image {tagged} not found.',
    notFound('tagged'),
    "a stranger's tag",
    'a tag of a deleted image',
  ),
  reworded(
    'Failed to find image {once} to delete',
    notFound('once'),
    'an image deleted by a stranger',
    'an image deleted again',
  ),
  reworded(
    'Failed to find image {missing} to delete',
    notFound('missing'),
    'a missing image deleted',
  ),
  reworded(
    'The resource could not be found.',
    'Image {tagged} has no tag stable.',
    'a tag deleted again',
  ),
  reworded('Could not find task {missing}', 'Task not found: {missing}', 'a missing task'),
  reworded(
    notFound('missing'),
    'Marker {missing} is not an image that you can see.',
    'the query marker={missing}',
  ),
  reworded(
    'No image found with ID nothing',
    'Marker nothing is not an image that you can see.',
    'the query marker=nothing',
  ),
  reworded(
    'Invalid filter value "x. The quote is not closed.',
    'Invalid filter value "x. The quote is not closed or a value is missing.',
    'the query name=in:"x',
  ),
  ...['private', 'community'].map((visibility) =>
    reworded(
      `Not allowed to create members for image {${visibility}}.`,
      `Not allowed to create members for image {${visibility}}: it is ${visibility}, and only shared images have members.`,
      `a member of a ${visibility} image`,
    ),
  ),
  reworded(
    'Not allowed to create members for image {published}.',
    'Not allowed to create members for image {published}: it is public, and only shared images have members.',
    'a member of a public image',
  ),
  reworded(
    'Expected a member in the form: {"member": "image_id"}',
    'Expected a JSON object in the request body.',
    'a member in a list',
  ),
  reworded(
    "Invalid value '-1' for parameter 'min_disk': Cannot be a negative value",
    "Provided object does not match schema 'image': /min_disk must be >= 0",
    'a size of disk that is negative',
  ),
  reworded(
    `${accessDenied} Attribute 'os_glance_x' is reserved.`,
    "Attribute 'os_glance_x' is reserved.",
    'a reserved property',
  ),
  reworded(
    `${accessDenied} Property name may not be removed.`,
    'Property name may not be removed.',
    'a base attribute removed',
  ),
  reworded(
    `${accessDenied} Owner can't be updated by non admin.`,
    "Attribute 'owner' is reserved.",
    'a changed owner',
  ),
  reworded(
    `${accessDenied} Cannot set locations to empty list.`,
    "Attribute 'locations' is reserved.",
    'changed locations',
  ),
  reworded(
    `${inConflict} Property color does not exist.`,
    'Property color does not exist.',
    'a property removed again',
    'a property replaced that is not there',
  ),
  reworded(
    `${inConflict} Property absent does not exist.`,
    'Property absent does not exist.',
    'two changes of which one fails',
  ),
  reworded(
    'Attribute disk_format can be only replaced for a queued image.',
    'Kind and formats of an image can only be changed before it has bytes; image {changed} is active.',
    'the disk format of an active image',
  ),
  reworded(
    'The request media type text/plain is not supported by this server.',
    'The content type must be application/octet-stream.',
    'bytes of another type',
    'staging of another type',
  ),
  reworded(
    'The request media type application/json is not supported by this server.',
    'The content type must be one of application/openstack-images-v2.1-json-patch, application/openstack-images-v2.0-json-patch.',
    'another content type',
  ),
  reworded(
    'Store for identifier nowhere not found',
    'There is no store nowhere.',
    'bytes for an unknown store',
  ),
  reworded(
    `${rangeNotThere} Invalid start position in Range header. Start position MUST be in the inclusive range [0, 999].`,
    'Range bytes=1000- is not in these 1000 bytes.',
    'a part that is not there',
  ),
  reworded(
    'Requests with multiple ranges are not supported in Glance. You may make multiple single-range requests instead.',
    'Several ranges are not served: bytes=0-1,4-5. Ask for one at a time.',
    'two parts',
  ),
  reworded(
    `${rangeNotThere} Invalid Range header.`,
    'Invalid range: lines=0-1. Expected one range such as bytes=0-99.',
    'a part of other units',
  ),
  reworded(
    `${rangeNotThere} Invalid Range header.`,
    'Invalid range: bytes=x. Expected one range such as bytes=0-99.',
    'a part that is malformed',
  ),
  reworded(
    'Image with status active cannot be target for import',
    "Image needs to be staged before 'glance-direct' method can be used",
    'an import again',
  ),
  reworded(
    "'container_format' needs to be set before import",
    'Properties disk_format, container_format must be set prior to an import.',
    'a download without formats',
  ),
  reworded(
    'URI for web-download does not pass filtering: None',
    filtered,
    'a download without an address',
  ),
  reworded(
    'URI for web-download does not pass filtering: file:///etc/passwd',
    filtered,
    'a download of a forbidden scheme',
  ),
  reworded(
    'URI for web-download does not pass filtering: {url}/',
    filtered,
    'a download from a forbidden port',
  ),
  related(
    'body.message',
    (glance, accord) =>
      glance?.startsWith("Provided object does not match schema 'image': 'xxx") === true &&
      accord === 'The tag is longer than 255 characters.',
    ['a long tag'],
  ),
];
