#!/usr/bin/env node
// Every link of a Markdown file of this repository that points into the repository finds its file, and its heading where it names one.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const own = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [first] = process.argv.slice(2);

if (first === '--help') {
  process.stdout.write(
    'Usage: node scripts/check-links.mjs [FOLDER]\n\nChecks the links of all Markdown files in this checkout, or in FOLDER.\n',
  );
} else {
  const root = path.resolve(first ?? own);
  const complaints = markdownFiles(root).flatMap((file) => check(root, file));
  if (complaints.length > 0) {
    process.stdout.write(`${complaints.join('\n')}\n`);
    process.exitCode = 1;
  }
}

function markdownFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      return /^(node_modules|data|\..*)$/.test(entry.name) ? [] : markdownFiles(place);
    }
    return entry.name.endsWith('.md') ? [place] : [];
  });
}

function check(root, file) {
  return linksOf(readFileSync(file, 'utf8')).flatMap((link) => {
    const [target, anchor] = link.split('#');
    const place = target === '' ? file : path.resolve(path.dirname(file), decodeURI(target));
    const from = path.relative(root, file);
    if (!place.startsWith(root + path.sep) && place !== root)
      return [`${from}: ${link} leaves the repository`];
    if (!existsSync(place)) return [`${from}: ${link} is not there`];
    if (anchor === undefined || !place.endsWith('.md') || !statSync(place).isFile()) return [];
    return headingsOf(readFileSync(place, 'utf8')).includes(anchor)
      ? []
      : [`${from}: ${link} has no such heading`];
  });
}

/** Inline and reference links; what stands in code is none. */
function linksOf(text) {
  const prose = withoutCode(text);
  const inline = [...prose.matchAll(/\]\(<?([^()\s>]+)>?(?:\s+"[^"]*")?\)/g)];
  const references = [...prose.matchAll(/^\[[^\]]+\]:\s*<?(\S+?)>?$/gm)];
  return [...inline, ...references]
    .map(([, link]) => link)
    .filter((link) => !/^([a-z][a-z+.-]*:|\/\/)/i.test(link));
}

/** As GitHub names them: lower case, blanks to dashes, other punctuation left out; a second one of a name gets -1. */
function headingsOf(text) {
  const seen = new Map();
  return [...text.replaceAll(/^```.*?^```/gms, '').matchAll(/^#{1,6}\s+(.+?)\s*$/gm)].map(
    ([, title]) => {
      const name = title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
        .replaceAll(' ', '-');
      const count = seen.get(name) ?? 0;
      seen.set(name, count + 1);
      return count === 0 ? name : `${name}-${count}`;
    },
  );
}

function withoutCode(text) {
  return text.replaceAll(/^```.*?^```/gms, '').replaceAll(/`[^`\n]*`/g, '');
}
