import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { deleteImage, type ImageDeletion } from './delete-image.ts';

/**
 * Deletes images one by one, each for itself: what fails keeps nothing else from going. Answers the fault of each, or null; faults as
 * deleteImage.
 */
export async function deleteImages(
  context: Context,
  actor: Actor,
  imageIds: readonly string[],
  deletion: ImageDeletion = {},
): Promise<{ readonly imageId: string; readonly fault: Fault | null }[]> {
  const outcomes: { imageId: string; fault: Fault | null }[] = [];
  for (const imageId of imageIds) {
    try {
      await deleteImage(context, actor, imageId, deletion);
      outcomes.push({ imageId, fault: null });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      outcomes.push({ imageId, fault: error });
    }
  }
  return outcomes;
}
