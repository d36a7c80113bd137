import { jestGlobals, productBoundaries, specBoundaries, testsBoundaries } from './tools/lint/boundaries.mjs';

const SPECS = ['**/*.spec.ts', '**/*.spec.tsx'];
const API = 'apps/api/src';

/** Rules for the TypeScript below some folders; specs are tests and may do more. */
const below = (folders, rules, excludeFiles = []) => ({
  files: folders.map((folder) => `${folder}/**/*.{ts,tsx}`),
  excludeFiles: [...SPECS, ...excludeFiles],
  rules,
});
const boundaries = (options) => ({ '@nx/enforce-module-boundaries': ['error', options] });

const NO_ASSERT = ['assert', 'node:assert', 'assert/strict', 'node:assert/strict'].map((name) => ({
  name,
  message: 'It calls any two Temporal values equal; use expect.',
}));
const PAGE_ONLY = ['window', 'document', 'localStorage', 'sessionStorage', 'alert', 'XMLHttpRequest'].map((name) => ({
  name,
  message: 'A service worker has none; it would fail only once it runs there.',
}));

export default {
  plugins: ['typescript', 'import', 'unicorn', 'oxc'],
  jsPlugins: ['@nx/eslint-plugin/nx', './tools/lint/plugin.mjs'],
  categories: { correctness: 'error' },
  ignorePatterns: ['**/node_modules', '**/dist', '**/.output', '**/.wxt', '**/.data*', 'tests/workspace/fixtures'],
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'import/no-cycle': 'error',
    'no-restricted-imports': ['error', { paths: NO_ASSERT }],
    'understudy/no-type-parser': 'error',
    // taste, not mistakes: a spread can say "these belong together", and a span of time has a `then`
    'unicorn/no-useless-spread': 'off',
    'unicorn/no-useless-fallback-in-spread': 'off',
    'unicorn/no-thenable': 'off',
  },
  overrides: [
    // who may import whom
    below(['apps', 'libs'], boundaries(productBoundaries), ['libs/testing/**', `${API}/testing.ts`]),
    { files: SPECS, rules: boundaries(specBoundaries) },
    { files: ['libs/testing/**/*.ts', `${API}/testing.ts`], rules: boundaries(jestGlobals) },
    { files: ['tests/**/*.{ts,tsx}'], rules: boundaries(testsBoundaries) },
    below(['libs/domain', 'libs/contracts', 'libs/cards', 'libs/api-client'], {
      'understudy/no-node-builtins': 'error',
    }),
    below(['libs/cards', 'libs/ui'], { 'understudy/types-only': ['error', { packages: ['@understudy/contracts'] }] }),

    // time
    below(['libs/domain', `${API}/modules`], { 'understudy/no-wall-clock': 'error' }),
    below([`${API}/modules`, `${API}/migrations`], { 'understudy/product-time-in-sql': 'error' }),

    // inside the API
    below([API], { 'understudy/module-door': 'error', 'understudy/platform-knows-no-module': 'error' }),
    { files: [`${API}/**/*.controller.ts`], rules: { 'understudy/controller-imports': 'error' } },
    { files: [`${API}/**/*.service.ts`], rules: { 'understudy/service-imports': 'error' } },
    below([API], { 'understudy/database-door': 'error' }, [`${API}/platform/database/**`, `${API}/migrate.ts`]),
    below([API], { 'understudy/environment-door': 'error' }, [
      `${API}/config/**`,
      `${API}/supervisor/**`, // it hands each program its part
      `${API}/start.ts`,
    ]),

    // the clients
    below(['apps/addon/src'], { 'understudy/addon-services': 'error' }, [
      'apps/addon/src/google/**',
      'apps/addon/src/**/print*',
      'apps/addon/src/**/print*/**',
    ]),
    below(['apps/extension/src/entrypoints/background', 'apps/extension/src/worker'], {
      'no-restricted-globals': ['error', ...PAGE_ONLY],
    }),
    {
      files: ['apps/extension/src/entrypoints/background.ts'],
      rules: { 'no-restricted-globals': ['error', ...PAGE_ONLY] },
    },
  ],
};
