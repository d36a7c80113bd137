// "Who may import whom" of the architecture, as constraints on the tags in each package.json (nx.tags).
// Two axes: what a project is (type:*, app:*), and where it can run (runtime:*).

const DOMAIN = 'type:domain';
const CONTRACTS = 'type:contracts';
const CARDS = 'type:cards';
const CLIENT = 'type:client';
const WORLD = 'type:world';
const UI = 'type:ui';
const TESTING = 'type:testing';

const may = (sourceTag, onlyDependOnLibsWithTags, packages) => ({
  sourceTag,
  onlyDependOnLibsWithTags,
  ...(packages === undefined
    ? {}
    : packages.length
      ? { allowedExternalImports: packages }
      : { bannedExternalImports: ['*'] }),
});

/** Own modules reach each other by relative paths; a project's own tag is not in its list. */
const BY_TYPE = [
  may(DOMAIN, [], []),
  may(CONTRACTS, [DOMAIN], ['zod']),
  may(CARDS, [CONTRACTS, DOMAIN], []),
  may(CLIENT, [CONTRACTS], ['zod']),
  may(UI, [CONTRACTS, DOMAIN]),
  may(WORLD, [DOMAIN, CONTRACTS], []),
  may(TESTING, [DOMAIN, CONTRACTS, CLIENT, WORLD]),
  may('app:api', [DOMAIN, CONTRACTS, CARDS, WORLD]),
  may('app:addon', [CLIENT, CONTRACTS], ['zod']),
  may('app:extension', [CLIENT, CONTRACTS, DOMAIN, UI]),
  may('app:web', [CLIENT, CONTRACTS, DOMAIN, UI]),
  may('app:sandbox', [CONTRACTS, UI, WORLD]),
  may('type:tests', [DOMAIN, CONTRACTS, CARDS, CLIENT, UI, WORLD, TESTING]),
];

/** Sandbox and tests hold code for Node and for browsers, so they carry runtime:both. */
const BY_RUNTIME = [
  may('runtime:any', ['runtime:any']),
  may('runtime:node', ['runtime:any', 'runtime:node']),
  may('runtime:gas', ['runtime:any']),
  may('runtime:browser', ['runtime:any', 'runtime:browser']),
  may('runtime:both', ['runtime:any', 'runtime:node', 'runtime:browser']),
];

const options = (depConstraints, allow) => ({
  allow,
  enforceBuildableLibDependency: false,
  banTransitiveDependencies: true,
  depConstraints,
});

// What is allowed beside the constraints is a regular expression; without ^ it would match anywhere, with `*` everything.

/** For what ships. `#...` are modules that WXT makes, `?inline` is how Vite gives a style sheet as text. */
export const productBoundaries = options([...BY_RUNTIME, ...BY_TYPE], ['^#', '\\?inline$']);

/** libs/testing and the API's door for tests are used by tests only, so they may know Jest, and each other. */
export const jestGlobals = options(
  [...BY_RUNTIME, ...BY_TYPE].map((rule) =>
    rule.sourceTag === 'app:api'
      ? { ...rule, onlyDependOnLibsWithTags: [...rule.onlyDependOnLibsWithTags, TESTING] }
      : rule,
  ),
  ['^@jest/globals$'],
);

/** Specs beside the code are tests: they may use libs/testing and any test package, else what their project may use. */
export const specBoundaries = {
  ...options(
    [...BY_RUNTIME, ...BY_TYPE].map(({ sourceTag, onlyDependOnLibsWithTags }) => ({
      sourceTag,
      onlyDependOnLibsWithTags: sourceTag.startsWith('runtime:')
        ? [...onlyDependOnLibsWithTags, 'runtime:node']
        : // the sandbox's specs print the real cards through the real add-on
          [...onlyDependOnLibsWithTags, TESTING, ...(sourceTag === 'app:sandbox' ? [CARDS] : [])],
    })),
    [],
  ),
  banTransitiveDependencies: false,
};

/** tests/ and the API's door for them: the door is the only way into the API. */
export const testsBoundaries = {
  ...specBoundaries,
  allow: ['^@understudy/api/testing$', '^(\\.\\./)+tools/'],
};
