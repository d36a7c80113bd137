export * from './amounts.js';
export * from './dates.js';
export * from './names.js';
export * from './parts.js';
