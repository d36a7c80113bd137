const records = ['20202020-a305-41e7-8c72-ba44072a4c58', '20202020-a305-41e7-8c72-ba44072a4c59'] as const;

/** Twenty's host: a record opens in a panel of the list, whose address stays; the panel links to the record's own page. */
export const panelHost = {
  origins: ['https://*.twenty.com/*'],
  serves: 'https://acme.twenty.com/**',
  records,
  list: 'https://acme.twenty.com/objects/companies',
  html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Companies</title>
<style>body{margin:0;font:13px Arial;background:#fff;color:#222}aside{position:fixed;inset:0 0 0 auto;width:500px;background:#fafafa}
.top{display:flex;align-items:center;gap:8px;height:48px;padding:0 12px}h1{flex:1;font-size:14px}</style></head><body>
<main>${records.map((id) => `<button data-id="${id}">Open ${id}</button>`).join('')}</main><script>
document.querySelector('main').addEventListener('click', ({ target: { dataset: { id } } }) => {
  if (!id) return;
  document.querySelector('aside')?.remove();
  const panel = document.createElement('aside');
  panel.dataset.clickOutsideId = 'side-panel';
  panel.innerHTML = '<div class="top"><h1>Company ' + id.slice(-2) + '</h1><button class="close">Close</button></div>'
    + '<a href="/object/company/' + id + '">Open record</a>';
  panel.querySelector('.close').addEventListener('click', () => panel.remove());
  document.body.append(panel);
});
</script></body></html>`,
} as const;
