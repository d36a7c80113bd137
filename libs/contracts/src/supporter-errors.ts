import { table } from './error-table.js';

export const SUPPORTER_ERRORS = table({});
