import { table } from './error-table.js';

export const SLACK_ERRORS = table({});
