// The CRM in the extension's pictures (extension-pictures.ts): a record page of nobody's in particular, with the header that the site's data names.

const FIELDS = {
  Type: 'Customer',
  Phone: '+49 30 555 0100',
  'Account owner': 'Ana Duarte',
  Industry: 'Wholesale',
  Renewal: '30 Apr 2027',
};
const DEALS = [
  ['Renewal 2027', 'Proposal sent', '€142,000'],
  ['Two more sites', 'Talking', '€38,500'],
  ['Training', 'Won', '€6,200'],
];

/** A customer's record; without a header that anybody knows where `hasHeader` is false. */
export function crmPage(name: string, { isDark, hasHeader }: { isDark: boolean; hasHeader: boolean }): string {
  const [paper, ground, ink, soft, line, blue] = isDark
    ? ['#1b1e24', '#14161b', '#e8e9ec', '#9aa0aa', '#33373f', '#8fb4ff']
    : ['#ffffff', '#f2f3f7', '#23262b', '#5f6670', '#dcdfe6', '#2a5d9f'];
  const title = hasHeader ? `<h1>${name}</h1>` : `<div class="title">${name}</div>`;
  const fields = Object.entries(FIELDS).map(([field, value]) => `<div><small>${field}</small>${value}</div>`);
  const deals = DEALS.map(([deal, stage, worth]) => `<tr><td>${deal}</td><td>${stage}</td><td>${worth}</td></tr>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name} | Accounts</title><style>
*{box-sizing:border-box}body{margin:0;background:${ground};color:${ink};font:14px Arial,sans-serif}
nav{display:flex;gap:24px;align-items:center;height:48px;padding:0 24px;background:${paper};border-bottom:1px solid ${line};color:${soft}}
nav b{color:${ink}}main{margin:24px}.card{background:${paper};border:1px solid ${line};border-radius:8px;margin-bottom:16px}
header{display:flex;align-items:center;gap:12px;height:72px;padding:0 20px}h1,.title{flex:1;margin:0;font-size:20px;font-weight:700}
.face{display:grid;place-items:center;width:40px;height:40px;border-radius:8px;background:#3b5b78;color:#fff;font-weight:700}
button{height:32px;padding:0 12px;border:1px solid ${line};border-radius:4px;background:${paper};color:${blue};font:inherit}
.fields{display:flex;gap:48px;padding:0 20px 20px}small{display:block;margin-bottom:4px;color:${soft};font-size:12px}
h2{margin:0;padding:16px 20px;font-size:15px;border-bottom:1px solid ${line}}table{width:100%;border-collapse:collapse}
td{padding:12px 20px;border-bottom:1px solid ${line}}tr:last-child td{border:0}td:last-child{text-align:right}</style></head><body>
<nav><b>Accounts</b><span>Contacts</span><span>Deals</span><span>Reports</span></nav><main>
<div class="card"><header><div class="face">${name.slice(0, 1)}</div>${title}<button>Follow</button><button>Edit</button></header>
<div class="fields">${fields.join('')}</div></div>
<div class="card"><h2>Deals</h2><table>${deals.join('')}</table></div></main>
${hasHeader ? '' : '<button style="position:fixed;right:24px;bottom:20px;height:40px">Chat</button>'}</body></html>`;
}
