export * from './call.js';
export * from './answer.js';
