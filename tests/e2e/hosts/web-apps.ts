/** Where the web app is that nobody has described. */
export const PORTAL = 'https://partners.example';
export const HUBSPOT = 'https://app.hubspot.com/contacts/1/record/0-2';

/** A web app that nobody has described: its own controls count what is pressed, and it changes pages without loading. */
export const portalPage = (name: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${name} | Partners</title></head>
<body style="margin:0;font:14px Arial;background:#fff;color:#22262b">
<div id="app"><div class="css-9f8e7d6c" data-testid="record-head" style="display:flex;align-items:center;gap:8px;height:72px;padding:0 24px">
<span data-testid="record-title" style="flex:1;font-size:22px;font-weight:700">${name}</span>
<button id="edit">Edit</button><a id="leave" href="/left">Share</a></div>
<div style="padding:0 24px"><input aria-label="Note"><p>Details</p><a id="other" href="/account/000-2288">Another account</a></div></div>
<script>
  window.pressed = [];
  for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click', 'keydown'])
    document.addEventListener(type, (event) => {
      if (event.target.id) window.pressed.push(type + ' ' + event.target.id);
    }, true);
  document.getElementById('other').addEventListener('click', (event) => {
    event.preventDefault();
    history.pushState({}, '', event.target.getAttribute('href'));
    document.querySelector('[data-testid=record-title]').textContent = 'Corvane Bank';
    document.title = 'Corvane Bank | Partners';
  });
</script></body></html>`;

export const hubspotPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Acme | HubSpot</title></head>
<body style="margin:0;background:#fff"><header data-card-type="OBJECT_HIGHLIGHT" style="display:flex;height:64px;padding:0 16px;align-items:center">
<h1 data-selenium-test="highlightTitle" style="flex:1">Acme</h1><button>Follow</button></header></body></html>`;
