const id = (last: number): string => `a1b2c3d4-0000-4111-8222-${String(last).padStart(12, '0')}`;

/** Records that no customer is linked to. */
export const UNKNOWN = [id(101), id(102), id(103), id(104)] as const;
/** A deal: something of a customer, on a page that names none. */
export const TICKET = id(201);
const NAMES: Readonly<Record<string, string>> = {
  [UNKNOWN[0]]: 'Quillgate Iberia',
  [UNKNOWN[1]]: 'Tarn & Willow Freight',
  [UNKNOWN[2]]: 'Our own test account',
  [UNKNOWN[3]]: 'Marchbrook',
  [TICKET]: 'Renewal 2027',
};
const nameOf = (record: string): string => NAMES[record] ?? `Customer ${record.slice(-3)}`;

/** Attio's host with pages of one header each; "layout=none" has no header that anybody knows, "layout=dark" is dark. */
export const barHost = {
  origins: ['https://app.attio.com/*'],
  serves: 'https://app.attio.com/**',
  records: [id(1), id(2), id(3)],
  nameOf,
  address: (record: string, more = ''): string =>
    `https://app.attio.com/acme/${record === TICKET ? 'deals' : 'companies'}/record/${record}/overview${more && `?${more}`}`,
  html(address: string): string {
    const name = nameOf(/record\/([0-9a-f-]+)/.exec(address)?.[1] ?? '');
    const dark = address.includes('layout=dark');
    const header = address.includes('layout=none')
      ? `<main><p>${name}</p></main><button style="position:fixed;right:16px;bottom:16px;width:120px;height:40px">Chat</button>`
      : `<main><header><h1>${name}</h1><button>Add to list</button><button>More</button></header><p>Nothing yet</p></main>`;
    return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name} | Attio</title>
<style>body{margin:0;font:14px Arial;${dark ? 'background:#16181d;color:#eee' : 'background:#fff;color:#222'}}
main{min-height:600px}header{display:flex;align-items:center;gap:8px;height:56px;padding:0 16px;border-bottom:1px solid #8885}
h1{flex:1;font-size:16px}</style></head><body>${header}
<script>addEventListener('keydown', ({ key }) => (document.body.dataset.keys = (document.body.dataset.keys ?? '') + key));</script></body></html>`;
  },
} as const;
