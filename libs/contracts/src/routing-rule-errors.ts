import { table } from './error-table.js';

export const ROUTING_RULE_ERRORS = table({});
