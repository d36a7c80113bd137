import { table } from './error-table.js';

export const INTEGRATION_ERRORS = table({});
