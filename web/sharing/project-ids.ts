// Project ids as they are typed or pasted, and what the service says about each.
import type { ItemProblem, ProjectName } from '../../src/api/accord/schema.ts';
import type { ShareCheckAnswer } from '../../src/api/accord/sharing/schema.ts';

/** The longest id that the service looks up. */
const longestId = 64;

export interface TypedIds {
  /** Each once, in the order in which they came. */
  readonly ids: readonly string[];
  /** How many were there again. */
  readonly repeated: number;
}

/** Ids are separated by commas, semicolons (also Chinese ones), spaces and new lines. */
export function readProjectIds(text: string): TypedIds {
  const words = text.split(/[\s,;，；、]+/).filter((word) => word !== '');
  const ids = [...new Set(words)];
  return { ids, repeated: words.length - ids.length };
}

/** False for what is so long that the service refuses the whole question. */
export function canBeProjectId(text: string): boolean {
  return text.length <= longestId;
}

export interface Verdict {
  readonly id: string;
  /** null: there is no such project. */
  readonly project: ProjectName | null;
  /** `some`: of several images only some can be offered to it. */
  readonly offered: 'all' | 'some' | 'none';
  /** What stands against it; undefined with `all`. */
  readonly problem: ItemProblem | undefined;
  /** How many of the images that is about. */
  readonly refused: number;
}

/** What becomes of one id, given how many images are offered. */
export function verdictOf(
  id: string,
  checked: ShareCheckAnswer['projects'][number] | undefined,
  images: number,
): Verdict {
  if (checked === undefined) {
    const problem = { code: 'member.unknown-project', detail: `There is no project ${id}.` };
    return { id, project: null, offered: 'none', problem, refused: images };
  }
  const { project, problems } = checked;
  const [problem] = problems;
  const ofAll = problems.some(({ imageId }) => imageId === null);
  const refused = ofAll ? images : problems.length;
  const offered = refused === 0 ? 'all' : refused < images ? 'some' : 'none';
  return { id, project, offered, problem, refused };
}
