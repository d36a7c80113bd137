import { table } from './error-table.js';

export const INTEGRATION_ERRORS = table({
  'integrations.not-found': { status: 404, detail: 'There is no such integration here.' },
});
