// temporal-equality.ts is not here on purpose: it needs Jest's expect and is loaded by setupFilesAfterEnv.
export * from './factories.js';
export * from './made-files.js';
