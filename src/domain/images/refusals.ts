// What stands against an act because of how an image is, whoever asks. Pure: the acts and whoever foretells them ask here.
import type { Actor } from '../actor.ts';
import { Fault } from '../fault.ts';
import type { Settings } from '../settings.ts';
import { isEncrypted, mayMove, type Image } from './image.ts';

/** Why nobody may delete the image, or null. */
export function refusalToDelete(image: Image): Fault | null {
  if (!image.protected) return null;
  return new Fault(
    'forbidden',
    'image.protected',
    `Image ${image.id} is protected and cannot be deleted.`,
    { detail: { imageId: image.id } },
  );
}

/** Why the image can be given no bytes, or null. */
export function refusalToUpload(image: Image): Fault | null {
  if (!mayMove(image.status, 'saving')) {
    return new Fault(
      'conflict',
      'image.wrong-status',
      `Image status transition from ${image.status} to saving is not allowed`,
      { detail: { imageId: image.id, status: image.status } },
    );
  }
  if (image.diskFormat === null || image.containerFormat === null) {
    return new Fault(
      'invalid',
      'image.formats-missing',
      'Properties disk_format, container_format must be set prior to saving data.',
    );
  }
  return null;
}

/** Why the bytes are not given to this actor, or null: those of a full server to nobody, those that are out of use to operators alone. */
export function refusalToRead(actor: Actor, image: Image): Fault | null {
  if (image.kind === 'server') {
    return new Fault(
      'forbidden',
      'image.download.server',
      `Image ${image.id} is of a full server: such images are not downloaded. Make a server of it.`,
      { detail: { imageId: image.id } },
    );
  }
  if (image.status !== 'deactivated' || actor.role === 'admin') return null;
  return new Fault(
    'forbidden',
    'image.deactivated',
    `The requested image has been deactivated. Image data download is forbidden.`,
    { detail: { imageId: image.id } },
  );
}

/** Why the bytes cannot be taken out of use (`deactivated`) or put back (`active`), or null. */
export function refusalToSwitch(image: Image, to: 'active' | 'deactivated'): Fault | null {
  const hasBytes = image.status === 'active' || image.status === 'deactivated';
  if (hasBytes && mayMove(image.status, to)) return null;
  return new Fault(
    'forbidden',
    'image.wrong-status',
    `Not allowed to ${to === 'active' ? 'reactivate' : 'deactivate'} image in status '${image.status}'`,
    { detail: { imageId: image.id, status: image.status } },
  );
}

/** Why the bytes are not given out to a bucket, or null. */
export function refusalToExport(actor: Actor, image: Image): Fault | null {
  const detail = { imageId: image.id };
  if (image.visibility === 'public') {
    return new Fault(
      'forbidden',
      'image.export-public',
      `Image ${image.id} is public: public images are not exported.`,
      { detail },
    );
  }
  if (image.kind === 'server') {
    return new Fault(
      'unsupported',
      'image.export-server',
      `Image ${image.id} is of a full server: such images are not exported.`,
      { detail },
    );
  }
  if (image.kind === 'iso') {
    return new Fault(
      'unsupported',
      'image.export-iso',
      `Image ${image.id} is an ISO image: such images are not exported.`,
      { detail },
    );
  }
  if (image.blob === null) {
    return new Fault(
      'notReady',
      'image.export-no-bytes',
      `Image ${image.id} has no bytes to export: it is ${image.status}.`,
      { detail },
    );
  }
  return refusalToRead(actor, image);
}

/** Why no new image can be made of the image's bytes, or null. `to`: in its own region, or in another. */
export function refusalToDuplicate(
  settings: Pick<Settings, 'copySizeCap'>,
  image: Image,
  to: 'here' | 'region',
): Fault | null {
  const detail = { imageId: image.id };
  if (image.kind === 'server') {
    return new Fault(
      'forbidden',
      'image.duplicate.server',
      `Image ${image.id} is of a full server and cannot be copied.`,
      { detail },
    );
  }
  if (image.kind === 'iso') {
    return new Fault(
      'forbidden',
      'image.duplicate.iso',
      `Image ${image.id} is an ISO image and cannot be copied.`,
      { detail },
    );
  }
  if (isEncrypted(image)) return refusalOfEncrypted(image, to);
  if (image.status !== 'active') {
    return new Fault(
      'notReady',
      'image.duplicate.not-active',
      `Image ${image.id} is ${image.status}: only active images can be copied.`,
      { detail },
    );
  }
  return (image.size ?? 0) > settings.copySizeCap
    ? refusalOfLarge(image, settings.copySizeCap, to)
    : null;
}

/** Its key is nobody's to copy. */
function refusalOfEncrypted({ id }: Image, to: 'here' | 'region'): Fault {
  const detail = { imageId: id };
  const message = `Image ${id} is encrypted and cannot be copied.`;
  return to === 'here'
    ? new Fault('forbidden', 'image.duplicate.encrypted', message, { detail })
    : new Fault('forbidden', 'image.duplicate-to-region.encrypted', message, { detail });
}

function refusalOfLarge({ id, size }: Image, limit: number, to: 'here' | 'region'): Fault {
  const detail = { imageId: id, size, limit };
  const message = `Image ${id} has ${size} bytes; images of ${limit} bytes at most can be copied.`;
  return to === 'here'
    ? new Fault('tooLarge', 'image.duplicate.too-large', message, { detail })
    : new Fault('tooLarge', 'image.duplicate-to-region.too-large', message, { detail });
}
