export * from './product-clock.js';
