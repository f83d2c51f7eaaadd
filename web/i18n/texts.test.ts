// Both languages say the same things, every text is used, and problems are those that exist. That no key is missing is the compiler's to say.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { texts as english } from './en/texts.ts';
import { texts as chinese } from './zh/texts.ts';

const web = path.dirname(import.meta.dirname);

/** Every text by its whole key. */
function flatten(value: object, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, each] of Object.entries(value) as [string, string | object][]) {
    const whole = `${prefix}${key}`;
    if (typeof each === 'string') found.set(whole, each);
    else for (const [below, text] of flatten(each, `${whole}.`)) found.set(below, text);
  }
  return found;
}

/** A counted text has a form for each number that its language tells apart; Chinese tells none. */
const plural = /_(one|other)$/;

function keysOf(texts: ReadonlyMap<string, string>): string[] {
  return [...new Set([...texts.keys()].map((key) => key.replace(plural, '')))].toSorted();
}

function gapsOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name))].toSorted();
}

const code = globSync('**/*.{ts,tsx}', { cwd: web, exclude: (name) => name === 'dist' })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => readFileSync(path.join(web, file), 'utf8'))
  .join('\n');

/** Written out, or as the beginning of a key that ends in a variable: t(`status.${image.status}`). */
function isUsed(key: string): boolean {
  if (code.includes(`'${key}'`) || code.includes(`:${key}'`)) return true;
  const beginnings = key.split('.').slice(0, -1);
  return beginnings.some((_, index) => {
    const beginning = beginnings.slice(0, index + 1).join('.');
    return new RegExp(`[\`:]${RegExp.escape(beginning)}[.]\\$\\{`).test(code);
  });
}

for (const [namespace, texts] of Object.entries(english)) {
  describe(`texts of ${namespace}`, () => {
    const en = flatten(texts);
    const zh = flatten(chinese[namespace as keyof typeof chinese]);

    test('are the same in both languages', () => {
      assert.deepEqual(keysOf(zh), keysOf(en));
    });

    test('have the same gaps to fill in both languages', () => {
      for (const [key, text] of zh) assert.deepEqual(gapsOf(text), gapsOf(en.get(key) ?? ''), key);
    });

    test('come in every number that the language tells apart', () => {
      const counted = (all: ReadonlyMap<string, string>, form: string): string[] =>
        [...all.keys()].filter((key) => key.endsWith(form)).map((key) => key.replace(plural, ''));
      assert.deepEqual(counted(en, '_one'), counted(en, '_other'));
      assert.deepEqual(counted(zh, '_one'), []);
    });

    test('say something', () => {
      for (const all of [en, zh]) {
        for (const [key, text] of all) assert.notEqual(text.trim(), '', key);
      }
    });

    if (namespace !== 'problems') {
      test('are all used', () => {
        assert.deepEqual(
          keysOf(en).filter((key) => !isUsed(key)),
          [],
        );
      });
    }
  });
}

test('every problem that has words is one that the service or the console knows', () => {
  const page = readFileSync(path.join(web, '..', 'docs', 'errors.md'), 'utf8');
  const codes = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name);
  // An … in the page stands for what the code is about.
  const known = codes.map((name) => new RegExp(`^${RegExp.escape(name).replaceAll('…', '.+')}$`));
  const unknown = keysOf(flatten(english.problems)).filter(
    (name) => !known.some((shape) => shape.test(name)) && !name.startsWith('console.'),
  );
  assert.deepEqual(unknown, []);
});
