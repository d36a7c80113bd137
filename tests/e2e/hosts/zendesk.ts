import { appPage, type HostPage, type HostRecord } from './host-page.js';

const records: readonly HostRecord[] = [
  { id: '35436', title: 'Invoices missing', customerId: '360001' },
  { id: '35437', title: 'Cannot sign in', customerId: '360002' },
  { id: '35438', title: 'Export stops half way', customerId: '360003' },
];

/** Zendesk keeps every open ticket in the document; only the active pane is seen. The ticket's customer is the link in its path. */
const script = `
function open(record) {
  const pane = document.createElement('section');
  pane.className = 'ticket-panes-grid-layout';
  pane.dataset.ticket = record.id;
  pane.innerHTML = '<div class="path" aria-label="Ticket page location">'
    + '<a href="/agent/organizations/' + record.customerId + '" data-test-id="tabs-nav-item-organizations">Organisation ' + record.customerId + '</a>'
    + '<a href="/agent/users/900">Requester</a><b>Ticket #' + record.id + '</b><button>Next ticket</button></div>'
    + '<h2 data-test-id="omni-header-subject">' + record.title + '</h2><textarea aria-label="Reply"></textarea><button>Submit</button>';
  document.querySelector('main').append(pane);
  const tab = document.createElement('a');
  tab.dataset.testId = 'header-tab';
  tab.setAttribute('data-test-id', 'header-tab');
  tab.setAttribute('data-entity-id', record.id);
  tab.href = '/agent/tickets/' + record.id;
  tab.innerHTML = '<span data-test-id="header-tab-title">' + record.title + '</span>';
  tab.addEventListener('click', (event) => { event.preventDefault(); app.open(tab.href); });
  document.querySelector('nav').append(tab);
  return pane;
}
function draw(record) {
  if (record && !document.querySelector('[data-ticket="' + record.id + '"]')) open(record);
  for (const pane of document.querySelectorAll('section')) pane.classList.toggle('active', pane.dataset.ticket === record?.id);
  for (const tab of document.querySelectorAll('nav a')) tab.setAttribute('data-entity-is-selected', String(tab.dataset.entityId === record?.id));
}`;

export const zendesk: HostPage = {
  name: 'Zendesk',
  origins: ['https://*.zendesk.com/*'],
  serves: 'https://acme.zendesk.com/**',
  records,
  html: appPage(
    `nav{display:flex;gap:16px;height:44px;align-items:center;padding:0 16px;background:#03363d}nav a{color:#fff}
     main{position:relative}section{position:absolute;inset:0 0 auto;visibility:hidden;padding:0 16px;background:#fff}section.active{visibility:visible}
     .path{display:flex;gap:12px;align-items:center;height:48px;border-bottom:1px solid #ddd}.path button{margin-left:auto}`,
    '<nav></nav><main></main>',
    records,
    script,
  ),
  address: ({ id }) => `https://acme.zendesk.com/agent/tickets/${id}`,
  key: ({ id }) => `zendesk:zendesk-ticket:${id}`,
  customerOf: ({ customerId = '' }) => ({ system: 'zendesk', recordId: customerId }),
};
