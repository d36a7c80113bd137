/**
 * Every Jest project of the workspace. One project, or one file of it:
 *
 *   PATH=$PWD/node_modules/.bin:$PATH
 *   node --experimental-vm-modules node_modules/jest/bin/jest.js --selectProjects domain
 *   node --experimental-vm-modules node_modules/jest/bin/jest.js --selectProjects tests-integration tests/journeys/spine.spec.ts
 *
 * TypeScript is turned into ES modules in memory by SWC with the settings of .swcrc, the same as the build uses;
 * the condition `@understudy/source` makes a workspace library resolve to its source, so nothing has to be built first
 * (the end-to-end tests start the built product: run `node tools/prepare.mjs` before them).
 * A spec that no project would run is found by tests/workspace/specs.spec.ts.
 */
import { readFileSync } from 'node:fs';

const { $schema: _, ...swc } = JSON.parse(readFileSync(new URL('./.swcrc', import.meta.url), 'utf8'));
const withJsx = {
  ...swc,
  jsc: {
    ...swc.jsc,
    parser: { ...swc.jsc.parser, tsx: true },
    transform: { ...swc.jsc.transform, react: { runtime: 'automatic' } },
  },
};

const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@understudy/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }],
    '^.+\\.tsx$': ['@swc/jest', { ...withJsx, swcrc: false }],
  },
  setupFilesAfterEnv: [
    '<rootDir>/libs/testing/src/temporal-equality.ts',
    '<rootDir>/libs/testing/src/property-seed.ts',
  ],
  modulePathIgnorePatterns: ['/dist/', '/\\.output/', '/\\.wxt/'],
};

/** Starts one throw-away PostgreSQL per run; tests get databases of their own from libs/testing (see postgres.ts there). */
const database = {
  globalSetup: '<rootDir>/tests/support/global-setup.mjs',
  globalTeardown: '<rootDir>/tests/support/global-teardown.mjs',
};

const unit = (displayName, folder, more = {}) => ({
  ...shared,
  displayName,
  roots: [`<rootDir>/${folder}`],
  testMatch: [`<rootDir>/${folder}/**/*.spec.{ts,tsx}`],
  ...more,
});

export const projects = [
  unit('domain', 'libs/domain'),
  unit('contracts', 'libs/contracts'),
  unit('cards', 'libs/cards'),
  unit('api-client', 'libs/api-client'),
  unit('demo-world', 'libs/demo-world'),
  unit('testing', 'libs/testing', database),
  unit('ui', 'libs/ui'),
  unit('api', 'apps/api', database),
  unit('sandbox', 'apps/sandbox'),
  unit('addon', 'apps/addon'),
  unit('web', 'apps/web'),
  unit('extension', 'apps/extension'),
  unit('tests-workspace', 'tests/workspace', { testPathIgnorePatterns: ['/node_modules/', '/fixtures/'] }),
  unit('tests-e2e', 'tests/e2e'),
  // everything else in tests/: journeys, contract, catalogue, reliability and whatever comes
  unit('tests-integration', 'tests', {
    ...database,
    testPathIgnorePatterns: ['/node_modules/', '/tests/(e2e|workspace)/'],
  }),
];

export default { projects, watchman: false, testTimeout: 120_000 };
