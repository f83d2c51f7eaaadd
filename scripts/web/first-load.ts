// What a first visit loads until the first list shows, by Vite's manifest: the page's entry, and then what it asks for while it runs.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { dist } from './console-sources.ts';

/** Loaded one after the other by somebody who signs in: the languages stand for the one that is chosen. */
const steps = [
  'index.html',
  'i18n/zh/bundle.ts',
  'session/SignInPage.tsx',
  'images/ImagesPage.tsx',
];

export interface LoadedFile {
  readonly file: string;
  /** Bytes of its compressed copies. */
  readonly br: number;
  readonly gz: number;
}

/** The scripts of a first visit. */
export function firstLoad(): LoadedFile[] {
  const text = readFileSync(path.join(dist, '.vite', 'manifest.json'), 'utf8');
  const manifest = JSON.parse(text) as Record<string, { file: string; imports?: string[] }>;
  const files = new Set<string>();
  const follow = (name: string): void => {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`the console has no ${name} that is loaded by itself`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const imported of chunk.imports ?? []) follow(imported);
  };
  for (const step of steps) follow(step);
  return [...files].map((file) => ({ file, br: sizeOf(`${file}.br`), gz: sizeOf(`${file}.gz`) }));
}

function sizeOf(file: string): number {
  return statSync(path.join(dist, file)).size;
}
