export * from './env.js';
export * from './env.module.js';
