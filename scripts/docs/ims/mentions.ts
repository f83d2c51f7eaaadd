// Which test files call an endpoint: its name, or its method beside its path, stands in them.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Endpoint } from './endpoints.ts';

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

/** Names of the files that call it: those that call it by its name, or else those that have its path. */
export function testsOf(endpoint: Endpoint, files: readonly TestFile[]): readonly string[] {
  const name = new RegExp(`\\b${endpoint.name}\\b`);
  const byName = files.filter(({ text }) => name.test(text));
  const found = byName.length > 0 ? byName : files.filter(({ text }) => calls(text, endpoint));
  return found.map((file) => file.name);
}

function calls(text: string, { method, path: template }: Endpoint): boolean {
  // There are too many slashes.
  if (template === '/') return false;
  const parts = template.split(/\{\w+\}/).map((part) => RegExp.escape(part));
  // A parameter in a test is an id, `${image.id}`, `:image_id` or `{image_id}`; before a path may stand the service's address.
  const pattern = `(?<=['"\`}\\s])${parts.join('(?:\\$\\{[^}]*\\}|[^/\\s\'"`?]+)')}(?=['"\`?\\s])`;
  return [...text.matchAll(new RegExp(pattern, 'g'))].some(({ 0: all, index }) => {
    const around = [text.slice(Math.max(0, index - near), index), text.slice(index + all.length)];
    const beside = around.map((each) => each.slice(0, near)).join(' ');
    return (
      new RegExp(`\\b${method}\\b`).test(beside) || (method === 'GET' && !methods.test(beside))
    );
  });
}
