export * from './types.js';
export { demoWorld } from './world.js';
