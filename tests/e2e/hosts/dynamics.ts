import { appPage, type HostPage, type HostRecord } from './host-page.js';

const records: readonly HostRecord[] = [
  { id: 'a1b2c3d4-0000-1111-2222-333344445555', title: 'Corvane Bank' },
  { id: 'a1b2c3d4-0000-1111-2222-333344446666', title: 'Brightwater Foods' },
  { id: 'a1b2c3d4-0000-1111-2222-333344447777', title: 'Ostmark Energy' },
];

/** Dynamics: everything is in the query, in an order that changes; the header is thrown away and drawn again after it came. */
const script = `
function head(record) {
  return '<div id="headerContainer" data-id="form-header"><h1 data-id="header_title">' + record.title + '<span>- Saved</span></h1>'
    + '<span data-id="entity_name_span">Account</span></div>';
}
function draw(record) {
  const main = document.querySelector('main');
  if (!record) { main.innerHTML = ''; return; }
  const write = () => { if (shown() === record) main.innerHTML = head(record) + '<div role="tablist"><button role="tab">Summary</button></div>'; };
  write();
  setTimeout(write, 60);
  setTimeout(write, 500);
}`;

export const dynamics: HostPage = {
  name: 'Dynamics 365',
  origins: ['https://*.dynamics.com/*'],
  serves: 'https://acme.crm4.dynamics.com/**',
  records,
  html: appPage(
    `nav{display:flex;gap:8px;height:48px;align-items:center;padding:0 16px;border-bottom:1px solid #ddd}main{background:#fff;min-height:400px}
     #headerContainer{height:64px;padding:8px 16px}h1{margin:0;font-size:18px}h1 span{color:#666;font-weight:400}`,
    '<header><nav><button>Save</button><button>New</button><button>Deactivate</button></nav></header><main></main>',
    records,
    script,
  ),
  address: ({ id }) => {
    const braces = encodeURIComponent(`{${id.toUpperCase()}}`);
    const query = [
      `appid=1&pagetype=entityrecord&etn=account&id=${id}`,
      `id=${id}&etn=account&pagetype=entityrecord`,
      `etn=account&pagetype=entityrecord&id=${id}&x=${braces}`,
    ];
    return `https://acme.crm4.dynamics.com/main.aspx?${query[records.findIndex((record) => record.id === id)]}`;
  },
  key: ({ id }) => `dynamics:${id}`,
  customerOf: ({ id }) => ({ system: 'dynamics', recordId: id }),
};
