import { Route } from 'react-router';
import { lazyPage } from '../states/lazy-page.js';

const RoutingPage = lazyPage(() => import('./routing/routing-page.js'), 'RoutingPage');
const RulePage = lazyPage(() => import('./routing/rule-page.js'), 'RulePage');
const CategoriesPage = lazyPage(() => import('./categories/categories-page.js'), 'CategoriesPage');
const CategoryPage = lazyPage(() => import('./categories/category-page.js'), 'CategoryPage');
const ClocksPage = lazyPage(() => import('./categories/clocks-page.js'), 'ClocksPage');
const PlaybooksPage = lazyPage(() => import('./playbooks/playbooks-page.js'), 'PlaybooksPage');
const PlaybookPage = lazyPage(() => import('./playbooks/playbook-page.js'), 'PlaybookPage');
const TemplatesPage = lazyPage(() => import('./templates/templates-page.js'), 'TemplatesPage');
const TemplatePage = lazyPage(() => import('./templates/template-page.js'), 'TemplatePage');
const NoticeTextsPage = lazyPage(() => import('./templates/notice-texts-page.js'), 'NoticeTextsPage');
const CrmSitesPage = lazyPage(() => import('./crm-sites/crm-sites-page.js'), 'CrmSitesPage');
const CrmSitePage = lazyPage(() => import('./crm-sites/crm-site-page.js'), 'CrmSitePage');
const IntegrationsPage = lazyPage(() => import('./integrations/integrations-page.js'), 'IntegrationsPage');
const IntegrationPage = lazyPage(() => import('./integrations/integration-page.js'), 'IntegrationPage');

/** Rules of escalations, their texts, CRM sites and integrations: for admins; everybody else is told so at the address. */
export const RULE_ROUTES = (
  <>
    <Route path="routing" element={<RoutingPage />} />
    <Route path="routing/:id" element={<RulePage />} />
    <Route path="routing/categories" element={<CategoriesPage />} />
    <Route path="routing/categories/:id" element={<CategoryPage />} />
    <Route path="routing/clocks" element={<ClocksPage />} />
    <Route path="playbooks" element={<PlaybooksPage />} />
    <Route path="playbooks/:id" element={<PlaybookPage />} />
    <Route path="playbooks/templates" element={<TemplatesPage />} />
    <Route path="playbooks/templates/:id" element={<TemplatePage />} />
    <Route path="playbooks/notices" element={<NoticeTextsPage />} />
    <Route path="crm-sites" element={<CrmSitesPage />} />
    <Route path="crm-sites/:id" element={<CrmSitePage />} />
    <Route path="integrations" element={<IntegrationsPage />} />
    <Route path="integrations/:kind" element={<IntegrationPage />} />
  </>
);
