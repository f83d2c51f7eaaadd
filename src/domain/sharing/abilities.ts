// What an actor could do with an image right now, and what stands against the rest. The same refusals that the acts themselves ask for.
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { refusalOf } from '../images/find-image.ts';
import type { MemberStatus, SeenImage } from '../images/image.ts';
import {
  refusalToDelete,
  refusalToDuplicate,
  refusalToRead,
  refusalToSwitch,
  refusalToUpload,
} from '../images/refusals.ts';
import { refusalToUse, type ImageUse } from '../images/use-image.ts';
import { ownOffer, refusalToAnswer, refusalToOffer } from './member.ts';

export const abilities = [
  'edit',
  'delete',
  'upload',
  'download',
  'share',
  'accept',
  'reject',
  'deactivate',
  'reactivate',
  'copy',
  'copyToRegion',
  'createServer',
  'changeOs',
  'createDisk',
] as const;
export type Ability = (typeof abilities)[number];

/** True, or the code of the fault that the act would end with. */
export type Abilities = Readonly<Record<Ability, true | string>>;

/** `left`: how many more members the image may have. */
export function abilitiesOf(
  context: Pick<Context, 'settings' | 'engine'>,
  actor: Actor,
  image: SeenImage,
  left: number,
): Abilities {
  const refusal = (action: Parameters<typeof refusalOf>[3]): string | null =>
    refusalOf(context, actor, image, action)?.code ?? null;
  const answer = (status: MemberStatus): string | null =>
    refusal('member.answer') ??
    (image.memberStatus === null || image.visibility !== 'shared' ? 'member.not-found' : null) ??
    refusalToAnswer(image, status, true)?.code ??
    null;
  const make = (use: ImageUse): true | string =>
    refusalToUse(context, actor, image, use)?.code ??
    (context.engine === null ? 'engine.unavailable' : true);
  return {
    edit: refusal('image.update') ?? true,
    delete: refusal('image.delete') ?? refusalToDelete(image)?.code ?? true,
    upload: refusal('image.upload') ?? refusalToUpload(image)?.code ?? true,
    download:
      refusal('image.download') ??
      refusalToRead(actor, image)?.code ??
      (image.blob === null ? 'image.no-bytes' : true),
    share:
      refusal('member.add') ??
      refusalToOffer(image, ownOffer)?.code ??
      (left > 0 ? true : 'member.too-many'),
    accept: answer('accepted') ?? true,
    reject: answer('rejected') ?? true,
    deactivate: refusal('image.deactivate') ?? refusalToSwitch(image, 'deactivated')?.code ?? true,
    reactivate: refusal('image.deactivate') ?? refusalToSwitch(image, 'active')?.code ?? true,
    copy:
      refusal('image.duplicate') ??
      refusalToDuplicate(context.settings, image, 'here')?.code ??
      true,
    copyToRegion:
      refusal('image.duplicate-to-region') ??
      refusalToDuplicate(context.settings, image, 'region')?.code ??
      true,
    createServer: make('create-server'),
    changeOs: make('change-os'),
    createDisk: make('create-disk'),
  };
}
