// Which test files call an endpoint: its name, or its method and its path, stand in them.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Endpoint } from './endpoint.ts';

/** So many characters away from a path stands its method at most. */
const near = 80;
const methods = /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE)\b/;

export interface TestFile {
  /** From the root of the checkout. */
  readonly name: string;
  readonly text: string;
}

/** Every test file of the checkout: first those about clients of Huawei Cloud, then in the order of names. */
export function readTestFiles(root: string): readonly TestFile[] {
  const names = globSync(['src/**/*.test.ts', 'test/**/*.test.ts'], { cwd: root }).toSorted();
  const [theirs, others] = [true, false].map((wanted) =>
    names.filter((name) => name.includes('huawei') === wanted),
  );
  return [...(theirs ?? []), ...(others ?? [])].map((name) => ({
    name,
    text: readFileSync(path.join(root, name), 'utf8'),
  }));
}

/** Names of the files that call it: by its name; else by its path with the method beside it; else with the method anywhere. */
export function testsOf(endpoint: Endpoint, files: readonly TestFile[]): readonly string[] {
  // There are too many slashes.
  const finds = endpoint.path === '/' ? [hasName] : [hasName, hasMethodAtPath, hasMethodAndPath];
  const found = finds
    .map((find) => files.filter(({ text }) => find(text, endpoint)))
    .find((each) => each.length > 0);
  return (found ?? []).map((file) => file.name);
}

function hasName(text: string, { name }: Endpoint): boolean {
  return new RegExp(`\\b${name}\\b`).test(text);
}

function hasMethodAtPath(text: string, { method, path: template }: Endpoint): boolean {
  return [...text.matchAll(patternOf(template))].some(({ 0: all, index }) => {
    const around = [text.slice(Math.max(0, index - near), index), text.slice(index + all.length)];
    const beside = around.map((each) => each.slice(0, near)).join(' ');
    return hasMethod(beside, method) || (method === 'GET' && !methods.test(beside));
  });
}

function hasMethodAndPath(text: string, { method, path: template }: Endpoint): boolean {
  return hasMethod(text, method) && patternOf(template).exec(text) !== null;
}

function hasMethod(text: string, method: string): boolean {
  return new RegExp(`\\b${method}\\b`).test(text);
}

const filled = String.raw`\$\{[^}]*\}`;

/** Finds a path in a test: a parameter is an id there, `${image.id}`, `:image_id` or `{image_id}`; `${…}` may stand for the version, too. */
function patternOf(template: string): RegExp {
  const segments = template.split('/').slice(1);
  const patterns = segments.map((segment, index) => {
    if (segment.startsWith('{')) return `(?:${filled}|[^/\\s'"\`?]+)`;
    const literal = RegExp.escape(segment);
    return index === 0 && segments.length > 1 ? `(?:${literal}|${filled})` : literal;
  });
  // Before it may stand the service's address.
  return new RegExp(`(?<=['"\`}\\s])/${patterns.join('/')}(?=['"\`?$\\s])`, 'g');
}
