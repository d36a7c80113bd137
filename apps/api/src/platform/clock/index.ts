export * from './machine-clock.js';
export * from './product-clock.js';
