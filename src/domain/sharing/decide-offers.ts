// Whether images can be offered to projects, pair by pair. An offer and its dry run decide by the same lines. Pure.
import { Fault } from '../fault.ts';
import { mayBeProject } from '../identity/projects/project.ts';
import type { SeenImage } from '../images/image.ts';
import type { Settings } from '../settings.ts';
import type { Batch } from './find-images.ts';
import { memberLimit, refusalToOffer, type Member, type OfferOptions } from './member.ts';
import type { MemberKey } from './queries.ts';

export interface OfferedPairs {
  readonly imageIds: readonly string[];
  readonly projectIds: readonly string[];
  readonly options: OfferOptions;
}

/** What an offer is judged by. */
export interface Standing {
  readonly images: Batch;
  /** Those of the projects that exist. */
  readonly projects: ReadonlyMap<string, { readonly regionId: string }>;
  /** Of all the images. */
  readonly members: readonly Member[];
}

/** What a refusal is about: the image to whomever it is offered, the project whatever it is offered, or the two together. */
export interface Refusal {
  readonly about: 'image' | 'project' | 'pair';
  readonly fault: Fault;
}

export type Decision = MemberKey & ({ readonly image: SeenImage } | { readonly refusal: Refusal });

/** A decision for each pair, in the order images × projects: an earlier pair takes its place before a later one. */
export function decideOffers(
  settings: Settings,
  { images, projects, members }: Standing,
  { imageIds, projectIds, options }: OfferedPairs,
): Decision[] {
  const seats = new Seats(settings, members);
  return imageIds.flatMap((imageId) => {
    const image = offerable(images.get(imageId), options);
    return projectIds.map((projectId): Decision => {
      const key = { imageId, projectId };
      if (image instanceof Fault) return { ...key, refusal: { about: 'image', fault: image } };
      const target = refusalOfTarget(settings, image, projectId, projects.get(projectId));
      if (target !== null) return { ...key, refusal: { about: 'project', fault: target } };
      const full = seats.take(image, projectId);
      return full === null
        ? { ...key, image }
        : { ...key, refusal: { about: 'pair', fault: full } };
    });
  });
}

function offerable(image: SeenImage | Fault | undefined, options: OfferOptions): SeenImage | Fault {
  if (image === undefined) throw new TypeError('no such image in the batch');
  return image instanceof Fault ? image : (refusalToOffer(image, options) ?? image);
}

/** Strict consent knows whom it asks; Glance takes any text for a member. */
function refusalOfTarget(
  settings: Settings,
  image: SeenImage,
  projectId: string,
  target: { readonly regionId: string } | undefined,
): Fault | null {
  if (settings.consent === 'glance' && mayBeProject(projectId)) return null;
  const detail = { imageId: image.id, projectId };
  if (projectId === image.owner) {
    return new Fault(
      'invalid',
      'member.self',
      `Project ${projectId} owns image ${image.id}: it cannot be offered to itself.`,
      { detail },
    );
  }
  if (target === undefined) {
    return new Fault('invalid', 'member.unknown-project', `There is no project ${projectId}.`, {
      detail,
    });
  }
  if (target.regionId !== image.regionId) {
    return new Fault(
      'invalid',
      'member.other-region',
      `Project ${projectId} is in region ${target.regionId}, image ${image.id} in ${image.regionId}: copy the image there first.`,
      { detail },
    );
  }
  return null;
}

/** Who sits at which image, and how many places are left. */
class Seats {
  readonly #settings: Settings;
  readonly #taken = new Set<string>();
  readonly #counts = new Map<string, number>();

  constructor(settings: Settings, members: readonly Member[]) {
    this.#settings = settings;
    for (const member of members) this.#add(member.imageId, member.projectId);
  }

  /** Takes a place for the project, or says why there is none. */
  take(image: SeenImage, projectId: string): Fault | null {
    const detail = { imageId: image.id, projectId };
    if (this.#taken.has(pairOf(image.id, projectId))) {
      return new Fault(
        'conflict',
        'member.duplicate',
        `Member ${projectId} is duplicated for image ${image.id}`,
        { detail },
      );
    }
    const count = (this.#counts.get(image.id) ?? 0) + 1;
    const limit = memberLimit(this.#settings, image);
    if (count > limit) {
      return new Fault(
        'quota',
        'member.too-many',
        `The limit has been exceeded on the number of allowed image members for this image. Attempted: ${count}, Maximum: ${limit}`,
        { detail: { ...detail, count, limit } },
      );
    }
    this.#add(image.id, projectId);
    return null;
  }

  #add(imageId: string, projectId: string): void {
    this.#taken.add(pairOf(imageId, projectId));
    this.#counts.set(imageId, (this.#counts.get(imageId) ?? 0) + 1);
  }
}

/** One text for a pair, to keep pairs in sets by. */
export function pairOf(imageId: string, projectId: string): string {
  return `${imageId} ${projectId}`;
}
