// Configuration files of the kind that all these programs read.
import { writeFile } from 'node:fs/promises';

type Value = string | number | boolean;

/** Settings by section; a list repeats its key. */
export type Ini = Readonly<Record<string, Readonly<Record<string, Value | readonly Value[]>>>>;

export async function writeIni(file: string, ini: Ini): Promise<void> {
  const sections = Object.entries(ini).map(([name, settings]) => {
    const lines = Object.entries(settings).flatMap(([key, value]) =>
      (Array.isArray(value) ? value : [value]).map((each) => `${key} = ${each}\n`),
    );
    return `[${name}]\n${lines.join('')}`;
  });
  await writeFile(file, sections.join('\n'));
}
