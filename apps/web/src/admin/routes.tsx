import { Route } from 'react-router';
import { lazyPage } from '../states/lazy-page.js';

const PeoplePage = lazyPage(() => import('./people/people-page.js'), 'PeoplePage');
const PersonPage = lazyPage(() => import('./people/person-page.js'), 'PersonPage');
const TeamsPage = lazyPage(() => import('./teams/teams-page.js'), 'TeamsPage');
const TeamSetUpPage = lazyPage(() => import('./teams/team-set-up-page.js'), 'TeamSetUpPage');
const PoliciesPage = lazyPage(() => import('./policies/policies-page.js'), 'PoliciesPage');
const PolicyPage = lazyPage(() => import('./policies/policy-page.js'), 'PolicyPage');
const CoverageRulesPage = lazyPage(() => import('./policies/coverage-rules-page.js'), 'CoverageRulesPage');
const CoverageRulePage = lazyPage(() => import('./policies/coverage-rule-page.js'), 'CoverageRulePage');
const PresetsPage = lazyPage(() => import('./policies/presets-page.js'), 'PresetsPage');
const ConflictsPage = lazyPage(() => import('./policies/conflicts-page.js'), 'ConflictsPage');
const CalendarsPage = lazyPage(() => import('./calendars/calendars-page.js'), 'CalendarsPage');
const CalendarPage = lazyPage(() => import('./calendars/calendar-page.js'), 'CalendarPage');
const ApiKeysPage = lazyPage(() => import('./api-keys/api-keys-page.js'), 'ApiKeysPage');
const WebhooksPage = lazyPage(() => import('./webhooks/webhooks-page.js'), 'WebhooksPage');
const WebhookPage = lazyPage(() => import('./webhooks/webhook-page.js'), 'WebhookPage');

/** People, policies, calendars and what leaves the product: for admins; everybody else is told so at the address. */
export const SET_UP_ROUTES = (
  <>
    <Route path="people" element={<PeoplePage />} />
    <Route path="people/:id" element={<PersonPage />} />
    <Route path="people/teams" element={<TeamsPage />} />
    <Route path="people/teams/:id" element={<TeamSetUpPage />} />
    <Route path="coverage-policies" element={<PoliciesPage />} />
    <Route path="coverage-policies/:team" element={<PolicyPage />} />
    <Route path="coverage-policies/rules" element={<CoverageRulesPage />} />
    <Route path="coverage-policies/rules/:id" element={<CoverageRulePage />} />
    <Route path="coverage-policies/presets" element={<PresetsPage />} />
    <Route path="coverage-policies/conflicts" element={<ConflictsPage />} />
    <Route path="calendars" element={<CalendarsPage />} />
    <Route path="calendars/:id" element={<CalendarPage />} />
    <Route path="api-keys" element={<ApiKeysPage />} />
    <Route path="webhooks" element={<WebhooksPage />} />
    <Route path="webhooks/:id" element={<WebhookPage />} />
  </>
);
