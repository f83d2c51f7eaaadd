// Which way things point in src/ and web/ (ARCHITECTURE and CONTRIBUTING say why). scripts/check-layers.mjs reads it.

/** Tests stand beside the code and use the whole of it; so do the processes that they start. */
const tests = '[.](test|fixture)[.]ts$';

/** Folders of web/ that know no noun of the product, each with those of them that it may use. */
const kits = {
  i18n: [],
  theme: ['i18n'],
  api: [],
  ui: ['api', 'i18n'],
  forms: ['ui', 'api', 'i18n'],
  table: ['forms', 'ui', 'api', 'i18n'],
};

/** The product's nouns: each may use those before it in this line, none after it. */
const nouns = [
  'events',
  'regions',
  'identity',
  'jobs',
  'metadefs',
  'bytes',
  'vaults',
  'images',
  'sharing',
  'disks',
  'servers',
  'backups',
];

/** One layer may use only these parts of src/; its own files always. */
const layers = {
  lib: [],
  db: ['lib'],
  jobs: ['db', 'lib'],
  drivers: ['lib'],
  domain: ['jobs', 'db', 'drivers', 'lib'],
  api: ['domain', 'drivers', 'lib'],
  setup: ['domain', 'db', 'drivers', 'lib', 'config[.]ts$'],
};

const layerRules = Object.entries(layers).map(([layer, uses]) => ({
  name: `${layer}-uses-only-what-is-below`,
  severity: 'error',
  comment: `src/${layer} may use ${uses.length === 0 ? 'nothing of the product' : uses.join(', ')}.`,
  from: { path: `^src/${layer}/`, pathNot: tests },
  to: {
    path: '^(src|web|test|scripts|bench)/',
    pathNot: `^src/(${[layer, ...uses].map(prefix).join('|')})`,
  },
}));

function prefix(part) {
  return part.endsWith('$') ? part : `${part}/`;
}

const nounRules = nouns.slice(0, -1).map((noun, index) => ({
  name: `${noun}-knows-no-later-noun`,
  severity: 'error',
  comment: `The nouns form a line: ${nouns.join(' <- ')}.`,
  from: { path: `^src/domain/${noun}/`, pathNot: tests },
  to: { path: `^src/domain/(${nouns.slice(index + 1).join('|')})/` },
}));

const kitRules = Object.entries(kits).map(([kit, uses]) => ({
  name: `web-${kit}-knows-no-noun`,
  severity: 'error',
  comment: `web/${kit} may use ${uses.length === 0 ? 'no other folder of web/' : uses.join(', ')}.`,
  from: { path: `^web/${kit}/`, pathNot: tests },
  to: { path: '^web/', pathNot: `^web/(${[kit, ...uses].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    ...nounRules,
    ...kitRules,
    {
      name: 'web-takes-the-types-of-the-wire',
      severity: 'error',
      comment: 'Of src/ the console knows the shapes of our own API, and those only as types.',
      from: { path: '^web/' },
      to: {
        path: '^(src|test|scripts|bench)/',
        pathNot: ['^src/api/accord/schema[.]ts$', '^src/api/accord/[a-z-]+/schema[.]ts$'],
      },
    },
    {
      name: 'web-runs-nothing-of-src',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'every-noun-has-its-place',
      severity: 'error',
      comment: 'A new folder of src/domain must be put into the line of nouns in this file.',
      from: {},
      to: { path: '^src/domain/[^/]+/', pathNot: `^src/domain/(${nouns.join('|')})/` },
    },
    {
      name: 'every-folder-has-its-place',
      severity: 'error',
      comment: 'A new folder of src/ must be put into the layers in this file.',
      from: {},
      to: { path: '^src/[^/]+/', pathNot: `^src/(${Object.keys(layers).join('|')})/` },
    },
    {
      name: 'what-all-nouns-share-knows-none',
      severity: 'error',
      comment: 'fault, actor, policy, context … are used by every noun, so they use none.',
      from: { path: '^src/domain/[^/]+[.]ts$', pathNot: tests },
      to: { path: '^src/domain/[^/]+/' },
    },
    {
      name: 'drivers-are-chosen-at-the-root',
      severity: 'error',
      comment:
        'Only src/service.ts, src/main.ts and src/setup make a driver; domain and api know its type.',
      from: { path: '^src/(domain|api|jobs|db)/', pathNot: tests },
      to: { path: '^src/drivers/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'one-facade-knows-no-other',
      severity: 'error',
      comment: 'What two façades share is a use case in src/domain or a mechanism in src/api/http.',
      from: { path: '^src/api/([^/]+)/', pathNot: tests },
      to: { path: '^src/api/[^/]+/', pathNot: '^src/api/($1|http)/' },
    },
    {
      name: 'http-knows-no-facade',
      severity: 'error',
      from: { path: '^src/api/http/' },
      to: { path: '^src/api/', pathNot: '^src/api/http/' },
    },
    {
      name: 'main-is-only-started',
      severity: 'error',
      comment: 'Nothing but a script imports src/main.ts.',
      from: { pathNot: '^scripts/' },
      to: { path: '^src/main[.]ts$' },
    },
    {
      name: 'service-is-the-root',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/main[.]ts$', tests] },
      to: { path: '^src/service[.]ts$' },
    },
    {
      name: 'product-knows-no-test',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: ['^(web|test|scripts|bench)/', tests] },
    },
    {
      name: 'contract-is-a-black-box',
      severity: 'error',
      comment: 'test/contract and test/browser speak to a real server from outside.',
      from: { path: '^test/(contract|browser)/' },
      to: { path: '^(src|web)/' },
    },
    {
      name: 'sql-stands-with-its-noun',
      severity: 'error',
      comment:
        'SQL is written in src/db, src/jobs and the *queries.ts files of a noun, and nowhere else.',
      from: {
        path: '^src/',
        // It tells a refusal of the database from other errors; it holds no SQL.
        pathNot: ['^src/(db|jobs)/', 'queries[.]ts$', '^src/domain/constraint[.]ts$', tests],
      },
      to: {
        path: '(^|/)node_modules/(pg|kysely|graphile-worker)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'imports-are-found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'packages-are-declared',
      severity: 'error',
      comment:
        'A package that package.json does not name, or names for development only, is not there in production.',
      from: { path: '^src/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    // TypeScript 7 has no API for dependency-cruiser: without this parser it reads no .ts and finds nothing wrong.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^node:' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
