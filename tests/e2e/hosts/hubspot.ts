import { appPage, type HostPage, type HostRecord } from './host-page.js';

const records: readonly HostRecord[] = [
  { id: '987654321', title: 'Halvorsund Industrial Automation Holding' },
  { id: '987654322', title: 'Ivarsholm Ports' },
  { id: '5512', title: 'Lena Hoffmann', customerId: '987654322' },
];
const type = ({ customerId }: HostRecord): string => (customerId ? '0-1' : '0-2');

/** HubSpot: the card at the left has no room, the row of tabs beside it has. The whole page is drawn anew for each record. */
const script = `
function draw(record) {
  document.querySelector('main').innerHTML = !record ? '' : '<aside data-scroll-trackable-container="left-sidebar">'
    + '<div data-test-id="record-highlight-main-content"><a href="/contacts/1234567/objects/0-2/views/all/list">Companies</a>'
    + '<h2 data-selenium-test="highlightTitle">' + record.title + '</h2>'
    + '<button>Note</button><button>Email</button><button>Call</button><button>Task</button><button>Meet</button></div>'
    + (record.customerId ? '<p>Company <a href="/contacts/1234567/record/0-2/' + record.customerId + '">Ivarsholm Ports</a></p>' : '')
    + '</aside><div data-test-id="record-middle-pane"><div role="tablist"><button role="tab">Overview</button>'
    + '<button role="tab">Activities</button><button role="tab">Deals</button></div><p>Nothing yet</p></div>';
}`;

export const hubspot: HostPage = {
  name: 'HubSpot',
  origins: ['https://*.hubspot.com/*'],
  serves: 'https://app-eu1.hubspot.com/**',
  records,
  html: appPage(
    `nav{height:44px;background:#2e3f50}main{display:grid;grid-template-columns:300px 1fr;min-height:500px;background:#f5f8fa}
     aside{padding:14px 16px;background:#fff;border-right:1px solid #cbd6e2}h2{font-size:16px;margin:8px 0}aside button{width:48px}
     [role=tablist]{display:flex;gap:16px;height:48px;align-items:center;margin:0 16px;border-bottom:1px solid #cbd6e2}`,
    '<nav></nav><main></main>',
    records,
    script,
  ),
  address: (record) => `https://app-eu1.hubspot.com/contacts/1234567/record/${type(record)}/${record.id}`,
  key: (record) => `hubspot:${record.customerId ? 'hubspot-contact:' : ''}${record.id}`,
  customerOf: ({ id, customerId = id }) => ({ system: 'hubspot', recordId: customerId }),
};
