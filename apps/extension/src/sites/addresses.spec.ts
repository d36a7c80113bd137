import { recordAt } from './record.js';
import { BUILT_IN_SITES } from './site.js';

/** Addresses as people have them in their windows, made-up names in real shapes; null is a page without a bar. */
const ADDRESSES: readonly (readonly [address: string, key: string | null])[] = [
  // The sandbox's CRM
  ['http://127.0.0.1:4100/sandbox/crm/accounts/001Us00000ABCDEIA5', 'sandbox-crm:001Us00000ABCDEIA5'],
  ['http://127.0.0.1:4100/sandbox/crm', null],
  ['http://127.0.0.1:4100/sandbox/crm/accounts/new', null],

  // Salesforce Lightning: 15 and 18 letters, with and without the object's name, sandboxes, government, China, behind a proxy
  [
    'https://acme.lightning.force.com/lightning/r/Account/001A00000012345AAA/view',
    'salesforce-lightning:001A00000012345AAA',
  ],
  [
    'https://acme.lightning.force.com/lightning/r/001A00000012345AAA/view?0.source=x',
    'salesforce-lightning:001A00000012345AAA',
  ],
  [
    'https://acme--uat.sandbox.lightning.force.com/lightning/r/Account/001A00000012345/view',
    'salesforce-lightning:001A00000012345IAA',
  ],
  [
    'https://acme-dev-ed.develop.lightning.force.com/lightning/r/Account/001gK000003AbCdQAK/view?channel=FOCUS_VIEW',
    'salesforce-lightning:001gK000003AbCdQAK',
  ],
  [
    'https://agency.lightning.crmforce.mil/lightning/r/Account/0013000000ABCDEAA5/view',
    'salesforce-lightning:0013000000ABCDEAA5',
  ],
  [
    'https://agency.lightning.force.mil/lightning/r/Account/0013000000ABCDE/view',
    'salesforce-lightning:0013000000ABCDEAA5',
  ],
  [
    'https://acme.lightning.sfcrmapps.cn/lightning/r/Account/001A00000012345AAA/view',
    'salesforce-lightning:001A00000012345AAA',
  ],
  [
    'https://acme.lightning.force.com.mcas.ms/lightning/r/Account/001A00000012345AAA/view?McasTsid=20892',
    'salesforce-lightning:001A00000012345AAA',
  ],
  [
    'https://acme.lightning.force.com/one/one.app#/sObject/001A00000012345AAA/view',
    'salesforce-lightning:001A00000012345AAA',
  ],
  // Console: the tab's record stands in `ws` while a tab inside it is shown
  [
    'https://acme.lightning.force.com/lightning/r/Contact/003A00000012345AAA/view?ws=%2Flightning%2Fr%2FAccount%2F001A00000012345AAA%2Fview',
    'salesforce-lightning:001A00000012345AAA',
  ],
  [
    'https://acme.lightning.force.com/lightning/r/Account/001A00000054321AAA/view?ws=%2Flightning%2Fr%2FAccount%2F001A00000012345AAA%2Fview',
    'salesforce-lightning:001A00000054321AAA',
  ],
  [
    'https://acme.lightning.force.com/lightning/r/Case/500A00000012345AAA/view?ws=%2Flightning%2Fr%2FCase%2F500A00000012345AAA%2Fview',
    'salesforce-lightning:salesforce-case:500A00000012345AAA',
  ],
  [
    'https://acme.lightning.force.com/lightning/r/Contact/003A00000012345AAA/view',
    'salesforce-lightning:salesforce-contact:003A00000012345AAA',
  ],
  [
    'https://acme.lightning.force.com/lightning/r/Opportunity/006A00000012345IAA/view',
    'salesforce-lightning:salesforce-opportunity:006A00000012345IAA',
  ],
  ['https://acme.lightning.force.com/lightning/o/Account/list?filterName=Recent', null],
  ['https://acme.lightning.force.com/lightning/o/Account/new?recordTypeId=012', null],
  ['https://acme.lightning.force.com/lightning/r/Report/00OA00000012345MAA/view', null],
  ['https://acme.lightning.force.com/lightning/page/home', null],
  ['https://acme.lightning.force.com/lightning/r/Account/001A0000/view', null],

  // Salesforce Classic
  ['https://acme.my.salesforce.com/001A00000012345', 'salesforce-classic:001A00000012345IAA'],
  ['https://acme--full.sandbox.my.salesforce.com/001A00000012345AAA?srPos=0', 'salesforce-classic:001A00000012345AAA'],
  ['https://agency.my.salesforce.mil/0013000000ABCDE', 'salesforce-classic:0013000000ABCDEAA5'],
  ['https://acme.my.salesforce.com/500A00000012345', 'salesforce-classic:salesforce-case:500A00000012345IAA'],
  ['https://acme.my.salesforce.com/001A00000012345/e?retURL=%2F001A00000012345', null],
  ['https://acme.my.salesforce.com/001/o', null],
  ['https://acme.my.salesforce.com/setup/forcecomHomepage.apexp', null],

  // HubSpot: data centres, both generations of addresses, record types
  ['https://app.hubspot.com/contacts/1234567/record/0-2/987654321', 'hubspot:987654321'],
  ['https://app-eu1.hubspot.com/contacts/1234567/record/0-2/987654321/view/1', 'hubspot:987654321'],
  ['https://app-na2.hubspot.com/contacts/1234567/record/0-2/987654321?eschref=%2Fcontacts', 'hubspot:987654321'],
  ['https://app-ap1.hubspot.com/contacts/1234567/company/987654321/', 'hubspot:987654321'],
  ['https://app.hubspot.com/contacts/1234567/record/0-1/5512', 'hubspot:hubspot-contact:5512'],
  ['https://app.hubspot.com/contacts/1234567/deal/5512', 'hubspot:hubspot-deal:5512'],
  ['https://app-eu1.hubspot.com/contacts/1234567/record/0-5/5512', 'hubspot:hubspot-ticket:5512'],
  ['https://app.hubspot.com/contacts/1234567/objects/0-2/views/all/list', null],
  ['https://app.hubspot.com/contacts/1234567/record/2-4471/5512', null],
  ['https://app.hubspot.com/reports-dashboard/1234567/view/42', null],

  // Zendesk
  ['https://acme.zendesk.com/agent/organizations/360001', 'zendesk:360001'],
  ['https://acme.zendesk.com/agent/organizations/360001/tickets', 'zendesk:360001'],
  ['https://acme.zendesk.com/agent/tickets/35436', 'zendesk:zendesk-ticket:35436'],
  ['https://acme.zendesk.com/agent/#/tickets/35436', 'zendesk:zendesk-ticket:35436'],
  ['https://acme.zendesk.com/agent/users/900123/requested_tickets', 'zendesk:zendesk-user:900123'],
  ['https://acme.zendesk.com/agent/tickets/new/1', null],
  ['https://acme.zendesk.com/agent/filters/360002', null],
  ['https://acme.zendesk.com/hc/en-us/articles/360003', null],

  // Dynamics 365: parameters in any order, braces, clouds, the old type code
  [
    'https://org.crm4.dynamics.com/main.aspx?appid=1&id=%7BA1B2C3D4-0000-1111-2222-333344445555%7D&etn=account&pagetype=entityrecord',
    'dynamics:a1b2c3d4-0000-1111-2222-333344445555',
  ],
  [
    'https://org.crm.dynamics.com/main.aspx?pagetype=entityrecord&etn=account&id=a1b2c3d4-0000-1111-2222-333344445555&forceUCI=1',
    'dynamics:a1b2c3d4-0000-1111-2222-333344445555',
  ],
  [
    'https://org.crm.microsoftdynamics.us/main.aspx?etc=1&id=%7bA1B2C3D4-0000-1111-2222-333344445555%7d&pagetype=entityrecord',
    'dynamics:a1b2c3d4-0000-1111-2222-333344445555',
  ],
  [
    'https://org.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=incident&id=a1b2c3d4-0000-1111-2222-333344445555',
    'dynamics:dynamics-incident:a1b2c3d4-0000-1111-2222-333344445555',
  ],
  [
    'https://org.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=product&id=a1b2c3d4-0000-1111-2222-333344445555',
    null,
  ],
  ['https://org.crm4.dynamics.com/main.aspx?appid=1&pagetype=entitylist&etn=account&viewid=2', null],
  ['https://org.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=account', null],

  // Pipedrive
  ['https://acme.pipedrive.com/organization/42', 'pipedrive:42'],
  ['https://acme.pipedrive.com/deal/77', 'pipedrive:pipedrive-deal:77'],
  ['https://acme.pipedrive.com/organizations/list/everyone', null],

  // Zoho
  ['https://crm.zoho.com/crm/org746753262/tab/Accounts/4876876000000333001', 'zoho:4876876000000333001'],
  ['https://crm.zoho.eu/crm/org20066/tab/Accounts/4876876000000333001?layoutId=1', 'zoho:4876876000000333001'],
  ['https://crm.zoho.in/crm/EntityInfo.do?module=Accounts&id=4876876000000333001', 'zoho:4876876000000333001'],
  ['https://crm.zoho.com.au/crm/org20066/tab/Potentials/48768', 'zoho:zoho-deal:48768'],
  ['https://crm.zoho.com/crm/org746753262/tab/Accounts/custom-view/123/list', null],

  // Intercom
  ['https://app.intercom.com/a/apps/ab12cd34/companies/64f0c1d2e3a4b5c6d7e8f901', 'intercom:64f0c1d2e3a4b5c6d7e8f901'],
  [
    'https://app.eu.intercom.com/a/inbox/ab12cd34/inbox/shared/all/conversation/215469',
    'intercom:intercom-conversation:215469',
  ],
  [
    'https://app.intercom.com/a/apps/ab12cd34/inbox/inbox/all/conversations/215469',
    'intercom:intercom-conversation:215469',
  ],
  ['https://app.intercom.com/a/apps/ab12cd34/articles/articles/4180713/show', null],

  // Gainsight, Attio, Vitally, Planhat, ChurnZero, Close
  [
    'https://acme.gainsightcloud.com/v1/ui/customersuccess360?cid=1P02CGFSM2TC4IAYDXXUNW2P5NH0UR0R3MRW',
    'gainsight:1P02CGFSM2TC4IAYDXXUNW2P5NH0UR0R3MRW',
  ],
  ['https://acme.gainsightcloud.com/v1/ui/home', null],
  [
    'https://app.attio.com/acme/companies/record/a1b2c3d4-0000-1111-2222-333344445555/overview',
    'attio:a1b2c3d4-0000-1111-2222-333344445555',
  ],
  [
    'https://app.attio.com/acme/objects/companies/record/a1b2c3d4-0000-1111-2222-333344445555',
    'attio:a1b2c3d4-0000-1111-2222-333344445555',
  ],
  [
    'https://app.attio.com/acme/company/a1b2c3d4-0000-1111-2222-333344445555',
    'attio:a1b2c3d4-0000-1111-2222-333344445555',
  ],
  ['https://app.attio.com/acme/companies/view/a1b2c3d4-0000-1111-2222-333344445555', null],
  [
    'https://acme.vitally.io/accounts/d2ce4cd5-4030-4c12-8589-809ec3c719d9/health',
    'vitally:d2ce4cd5-4030-4c12-8589-809ec3c719d9',
  ],
  ['https://acme.vitally-eu.io/settings/playbooks/d2ce4cd5-4030-4c12-8589-809ec3c719d9', null],
  [
    'https://ws.planhat.com/acme/home/data-explorer/company?preview=Company.6a8495b8855d99d003a36277',
    'planhat:6a8495b8855d99d003a36277',
  ],
  ['https://app-eu.planhat.com/profile/6a8495b8855d99d003a36277?tab=usage', 'planhat:6a8495b8855d99d003a36277'],
  ['https://ws.planhat.com/acme/home/data-explorer/task?preview=Task.6a8495b8855d99d003a36277', null],
  ['https://acme.us1app.churnzero.net/#/accounts/1042', 'churnzero:1042'],
  ['https://app.churnzero.net/#/app/admin/applicationKeys', null],
  [
    'https://app.close.com/lead/lead_QyNaWw4fdSwxl5Mc5daMFf3Y27PpIcH0awPbC9l7uyo/',
    'close:lead_QyNaWw4fdSwxl5Mc5daMFf3Y27PpIcH0awPbC9l7uyo',
  ],
  ['https://app.close.com/search/', null],

  // EspoCRM, Twenty, Atomic CRM
  ['https://acme.espocloud.com/#Account/view/64b7f0a1c2d3e4f5a', 'espocrm:64b7f0a1c2d3e4f5a'],
  ['https://acme.espocloud.com/?entryPoint=x#Case/view/64b7f0a1c2d3e4f5a', 'espocrm:espocrm-case:64b7f0a1c2d3e4f5a'],
  ['https://acme.espocloud.com/#Account', null],
  [
    'https://acme.twenty.com/object/company/20202020-a305-41e7-8c72-ba44072a4c58',
    'twenty:20202020-a305-41e7-8c72-ba44072a4c58',
  ],
  ['https://acme.twenty.com/objects/companies?viewId=20202020-a305-41e7-8c72-ba44072a4c58', null],
  ['https://marmelab.com/atomic-crm-demo/#/companies/31/show', 'atomic-crm:31'],
  ['https://marmelab.com/atomic-crm-demo/#/companies/31/show/activity', 'atomic-crm:31'],
  ['https://marmelab.com/atomic-crm-demo/#/companies/31', null],
  ['https://marmelab.com/blog/', null],

  ['not an address', null],
];

test.each(ADDRESSES)('%s shows %s', (address, key) => {
  expect(recordAt(sitesOf(address), address)?.key ?? null).toBe(key);
});

test('every built-in site has an address that shows a record, and at least sixty addresses are tried', () => {
  expect(ADDRESSES.length).toBeGreaterThanOrEqual(60);
  const shown = new Set(ADDRESSES.map(([, key]) => key?.split(':')[0]));
  expect(BUILT_IN_SITES.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
});

test("what only belongs to a customer has a name of its own, so that its ids are never taken for a customer's", () => {
  const ticket = recordAt(BUILT_IN_SITES, 'https://acme.zendesk.com/agent/tickets/35436');
  const organisation = recordAt(BUILT_IN_SITES, 'https://acme.zendesk.com/agent/organizations/35436');
  expect([ticket?.system, ticket?.isCustomer]).toEqual(['zendesk-ticket', false]);
  expect([organisation?.system, organisation?.isCustomer]).toEqual(['zendesk', true]);
  expect(ticket?.key).not.toBe(organisation?.key);
});

/** As the worker does: only the sites whose hosts these are. `*.` stands for the host itself and everything under it. */
function sitesOf(address: string) {
  const url = URL.parse(address);
  if (!url) return [];
  return BUILT_IN_SITES.filter(({ matches }) =>
    matches.some((match) => {
      const [, scheme, any, host = ''] = /^(\w+):\/\/(\*\.)?([^/]+)\/\*$/.exec(match) ?? [];
      if (`${scheme ?? ''}:` !== url.protocol) return false;
      return url.hostname === host || (!!any && url.hostname.endsWith(`.${host}`));
    }),
  );
}
