// What must be true of the service after all that it has acknowledged, and the one act an image that may or may not have happened.
import { createHash } from 'node:crypto';

export interface Content {
  readonly size: number;
  readonly sha256: string;
  readonly md5: string;
}

/** What an image looks like from outside; null when it is not there. */
export type ImageState = {
  readonly content: Content | null;
  /** From project to answer. */
  readonly members: Readonly<Record<string, string>>;
} | null;

export interface Act {
  readonly after: ImageState;
  /** The event that the act leaves in the audit trail; null when it changes nothing. */
  readonly event: string | null;
}

export interface ModelImage {
  readonly id: string;
  state: ImageState;
  /** Events, in order. */
  readonly history: string[];
  /** The act in flight. */
  doubt: Act | null;
  /** Somebody is at it, or was when the service died. */
  busy: boolean;
}

export function newImage(id: string): ModelImage {
  return { id, state: null, history: [], doubt: null, busy: true };
}

export function contentOf(bytes: Uint8Array): Content {
  return {
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    md5: createHash('md5').update(bytes).digest('hex'),
  };
}

/** The act has happened. */
export function settle(image: ModelImage): void {
  if (image.doubt === null) return;
  image.state = image.doubt.after;
  if (image.doubt.event !== null) image.history.push(image.doubt.event);
  image.doubt = null;
}
