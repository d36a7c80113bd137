export { toSafeHtml } from './markdown.js';
