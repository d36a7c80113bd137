import type { AnyEndpoint } from './core/endpoint.js';
import * as absenceCoverage from './absence-coverage.js';
import * as absences from './absences.js';
import * as admin from './admin.js';
import * as addon from './addon.js';
import * as briefs from './briefs.js';
import * as coverage from './coverage.js';
import * as calendarFeed from './calendar-feed.js';
import * as continuity from './continuity.js';
import * as coverageChanges from './coverage-changes.js';
import * as coveragePolicies from './coverage-policies.js';
import * as coverageRules from './coverage-rules.js';
import * as coverageSetup from './coverage-setup.js';
import * as handbacks from './handbacks.js';
import * as notices from './notices.js';
import * as oooCoverage from './ooo-coverage.js';
import * as notifications from './notifications.js';
import * as reports from './reports.js';
import * as routing from './routing.js';
import * as customerRecords from './customer-records.js';
import * as crmSites from './crm-sites.js';
import * as customers from './customers.js';
import * as escalations from './escalations.js';
import * as escalationChanges from './escalation-changes.js';
import * as escalationBoard from './escalation-board.js';
import * as sla from './sla.js';
import * as routingRules from './routing-rules.js';
import * as escalationCategories from './escalation-categories.js';
import * as supporters from './supporters.js';
import * as conversations from './conversations.js';
import * as escalationFiles from './escalation-files.js';
import * as playbooks from './playbooks.js';
import * as escalationThread from './escalation-thread.js';
import * as customerDrafts from './customer-drafts.js';
import * as escalationReports from './escalation-reports.js';
import * as integrations from './integrations.js';
import * as googleConnection from './google-connection.js';
import * as googleChanges from './google-changes.js';
import * as slack from './slack.js';
import * as slackRooms from './slack-rooms.js';
import * as pto from './pto.js';
import * as outgoingWebhooks from './outgoing-webhooks.js';
import * as savedViews from './saved-views.js';
import * as search from './search.js';
import * as me from './me.js';
import * as sandbox from './sandbox.js';
import * as session from './session.js';
import * as setupSteps from './setup-steps.js';
import * as teamAbsences from './team-absences.js';
import * as webhooks from './webhooks.js';

const isEndpoint = (value: unknown): value is AnyEndpoint =>
  typeof value === 'object' && value !== null && 'parts' in value && 'path' in value;

/** Every endpoint by its name: what the API documents and the contract tests walk through. */
export const ENDPOINTS: Readonly<Record<string, AnyEndpoint>> = Object.fromEntries(
  [
    absenceCoverage,
    absences,
    addon,
    admin,
    briefs,
    calendarFeed,
    continuity,
    coverage,
    coverageChanges,
    coveragePolicies,
    coverageRules,
    coverageSetup,
    customerRecords,
    customers,
    crmSites,
    escalations,
    escalationChanges,
    escalationBoard,
    sla,
    routingRules,
    escalationCategories,
    supporters,
    conversations,
    escalationFiles,
    playbooks,
    escalationThread,
    customerDrafts,
    escalationReports,
    integrations,
    googleConnection,
    googleChanges,
    slack,
    slackRooms,
    pto,
    outgoingWebhooks,
    handbacks,
    me,
    notices,
    oooCoverage,
    notifications,
    reports,
    routing,
    sandbox,
    savedViews,
    search,
    session,
    setupSteps,
    teamAbsences,
    webhooks,
  ].flatMap((module: object) =>
    Object.entries(module).filter((entry): entry is [string, AnyEndpoint] => isEndpoint(entry[1])),
  ),
);

/** First path segments under /api: a tenant's slug may be none of them, or its own routes could not be reached. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set(
  Object.values(ENDPOINTS).flatMap(({ path }) => path.match(/^\/api\/([a-z][^/{]*)/)?.[1] ?? []),
);
