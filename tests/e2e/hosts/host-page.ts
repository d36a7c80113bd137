/** One record as a host shows it. */
export interface HostRecord {
  /** As it stands in the address. */
  readonly id: string;
  readonly title: string;
  /** The customer's own record, where this is something of a customer: a ticket, a contact. */
  readonly customerId?: string;
}

/** A CRM's page under its real host name, answered by the test: the shapes that crm-sites.md describes, and its traps. */
export interface HostPage {
  readonly name: string;
  /** What the browser has to allow. */
  readonly origins: readonly string[];
  /** Everything under these is answered with `html`. */
  readonly serves: string;
  readonly records: readonly HostRecord[];
  readonly html: string;
  address(record: HostRecord): string;
  /** The key of the record's bar. */
  key(record: HostRecord): string;
  /** Under which name the customer's record is linked, and its id as the product writes it. */
  customerOf(record: HostRecord): { system: string; recordId: string };
}

/**
 * A single-page app: `app.open(address)` goes on to another record as its own links do, Back and Forward do what they do. `draw` is the
 * source of a function (record) that shows a record; the records come from the page's own data.
 */
export const appPage = (style: string, body: string, records: readonly HostRecord[], script: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Loading</title>
<style>*{box-sizing:border-box}body{margin:0;font:13px Arial,sans-serif;color:#181818}button{font:inherit}${style}</style></head>
<body>${body}<script>
const records = ${JSON.stringify(records)};
${script}
const shown = () => records.find(({ id }) => location.href.includes(id));
const route = () => { const record = shown(); document.title = record ? record.title : 'Home'; draw(record); };
window.app = { open: (address) => { history.pushState({}, '', address); route(); } };
addEventListener('popstate', route);
route();
</script></body></html>`;
