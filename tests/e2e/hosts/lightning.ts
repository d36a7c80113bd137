import { appPage, type HostPage, type HostRecord } from './host-page.js';

const records: readonly HostRecord[] = [
  { id: '001A00000012345AAA', title: 'Northwind Traders' },
  // fifteen letters in the address: the same record as its eighteen
  { id: '001A00000054321', title: 'Globex Corporation' },
  { id: '001A0000009ABCDQA2', title: 'Initech Holding' },
];
const EIGHTEEN: Readonly<Record<string, string>> = { '001A00000054321': '001A00000054321IAA' };
const whole = ({ id }: HostRecord): string => EIGHTEEN[id] ?? id;

/**
 * Lightning with native shadow: the app in an open root, each record's page in another, its header in a closed one. Every record that
 * was visited stays as a hidden copy; the body has no height; the header is drawn anew a moment after the record is shown.
 */
const script = `
const HEADER = '<style>.head{display:flex;align-items:center;gap:12px;height:64px;padding:0 16px;background:#fff}'
  + 'h1{margin:0;font-size:18px}.type{font-size:12px}ul{display:flex;gap:4px;margin:0 0 0 auto;padding:0;list-style:none}</style>'
  + '<div class="head slds-page-header slds-page-header_record-home"><div><div class="type">Account</div>'
  + '<h1><lightning-formatted-text slot="primaryField"></lightning-formatted-text></h1></div>'
  + '<ul class="slds-button-group-list"><li><button>Follow</button></li><li><button>Edit</button></li><li><button>New Contact</button></li></ul></div>';
class Highlights extends HTMLElement {
  connectedCallback() {
    this.style.display = 'block';
    const root = this.root ??= this.attachShadow({ mode: 'closed' });
    const write = () => { root.innerHTML = HEADER; root.querySelector('lightning-formatted-text').textContent = this.getAttribute('name'); };
    write();
    setTimeout(write, 150);
  }
}
class Home extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    this.style.display = 'block';
    this.attachShadow({ mode: 'open' }).innerHTML = '<records-highlights2 name="' + this.getAttribute('name') + '"></records-highlights2><p style="padding:0 16px">Details</p>';
  }
}
class App extends HTMLElement {
  connectedCallback() {
    this.attachShadow({ mode: 'open' }).innerHTML =
      '<style>.windowViewMode-normal{display:none;position:absolute;inset:50px 0 0;background:#f3f3f3}.windowViewMode-normal.active{display:block}</style>';
  }
}
customElements.define('records-highlights2', Highlights);
customElements.define('one-record-home-flexipage2', Home);
customElements.define('one-app', App);
function draw(record) {
  const root = document.querySelector('one-app').shadowRoot;
  for (const pane of root.querySelectorAll('.windowViewMode-normal')) pane.classList.remove('active');
  if (!record) return;
  let pane = root.querySelector('[data-id="' + record.id + '"]');
  if (!pane) {
    pane = document.createElement('div');
    pane.dataset.id = record.id;
    pane.innerHTML = '<one-record-home-flexipage2 name="' + record.title + '"></one-record-home-flexipage2>';
    root.append(pane);
  }
  pane.className = 'windowViewMode-normal active';
}`;

export const lightning: HostPage = {
  name: 'Salesforce Lightning',
  origins: ['https://*.lightning.force.com/*'],
  serves: 'https://acme.lightning.force.com/**',
  records,
  html: appPage(
    'body{height:0}nav{position:fixed;inset:0 0 auto;height:50px;padding:10px 16px;background:#032d60;color:#fff}one-app{position:fixed;inset:0;z-index:-1}',
    '<nav>Sales <button>Accounts</button></nav><one-app></one-app>',
    records,
    script,
  ),
  address: ({ id }) => `https://acme.lightning.force.com/lightning/r/Account/${id}/view`,
  key: (record) => `salesforce-lightning:${whole(record)}`,
  customerOf: (record) => ({ system: 'salesforce', recordId: whole(record) }),
};
