import type { SealedColumn } from './platform/secrets/index.js';

/**
 * Every sealed column of the product, with the place its module seals for. A test compares it with the database's own catalogue, and
 * another opens what the product sealed: a column that is missing here, or whose place is another one, does not get through.
 */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  {
    table: 'google_accounts',
    column: 'refresh_token_sealed',
    key: ['user_id'],
    owner: { column: 'user_id' },
    purpose: 'google.refresh-token',
  },
  {
    table: 'google_consent_requests',
    column: 'verifier_sealed',
    key: ['state_hash'],
    owner: { column: 'user_id' },
    purpose: 'google.consent-verifier',
  },
  {
    table: 'slack_connections',
    column: 'token_sealed',
    key: [],
    owner: { always: 'slack' },
    purpose: 'slack.bot-token',
  },
  {
    table: 'pto_feeds',
    column: 'access_sealed',
    key: ['id'],
    owner: { column: 'id' },
    purpose: 'pto feed access',
  },
  {
    table: 'pto_feeds',
    column: 'webhook_secret_sealed',
    key: ['id'],
    owner: { column: 'id' },
    purpose: 'pto webhook secret',
  },
  {
    table: 'webhooks',
    column: 'secret_sealed',
    key: ['id'],
    owner: { column: 'id' },
    purpose: 'webhook.secret',
  },
  {
    table: 'webhooks',
    column: 'previous_secret_sealed',
    key: ['id'],
    owner: { column: 'id' },
    purpose: 'webhook.secret',
  },
];
