// The manifest for one backend, and what Google would refuse in it: found here, and not after the upload.

const CALENDAR_SCOPE = 'https://www.googleapis.com/auth/calendar.events.owned.readonly';
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * `template` is appsscript.json as text. `links` are the addresses "Open in CRM" may lead to. Without `readsCalendar` neither the permission nor
 * the service for reading calendars is asked for.
 */
export function manifestFor(template, { backend, links, readsCalendar }) {
  const manifest = JSON.parse(template.replaceAll('{backend}', backend));
  manifest.addOns.common.openLinkUrlPrefixes.push(...links);
  if (!readsCalendar) {
    manifest.dependencies = {};
    manifest.oauthScopes = manifest.oauthScopes.filter((scope) => scope !== CALENDAR_SCOPE);
  }
  return manifest;
}

/** The address of the API without a slash at its end; throws when Google could not call it. */
export function backendUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLoopback = url !== null && LOOPBACK.includes(url.hostname);
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback)) || url.search || url.hash) {
    throw new Error(`ADDON_BACKEND_URL is "${text}"; it has to be an https address such as https://understudy.example`);
  }
  return url.href.replace(/\/+$/, '');
}

/** `https://acme.my.salesforce.com, https://*.lightning.force.com/` → prefixes, each with a path; throws for what is none. */
export const linkPrefixes = (text) =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      const prefix = /^https:\/\/[^/]+$/.test(one) ? `${one}/` : one;
      const problem = prefixProblem(prefix, 'https:');
      if (problem) throw new Error(`ADDON_LINK_URLS: ${problem}`);
      return prefix;
    });

/** Every function the manifest makes Google call, however deep it stands. */
export function triggersOf(value) {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    ['runFunction', 'onTriggerFunction'].includes(key) ? [inner] : triggersOf(inner),
  );
}

/** The function of all buttons: named by the cards, not by the manifest. */
const BUTTONS = 'onAction';

/** What is wrong, one sentence each: functions that are missing or that nobody calls, and what Google's manifest rules refuse. */
export function problemsOf(manifest, functions) {
  const called = new Set([...triggersOf(manifest.addOns), BUTTONS]);
  const { common } = manifest.addOns;
  // for trying it on one's own machine; the upload takes https only
  const protocol = new URL(common.logoUrl).protocol;
  return [
    ...[...called]
      .filter((name) => !functions.includes(name))
      .map((name) => `the function "${name}" is called, and src/main.ts does not export it`),
    ...functions
      .filter((name) => !called.has(name))
      .map((name) => `src/main.ts exports "${name}", which neither appsscript.json nor a button calls`),
    ...[...manifest.urlFetchWhitelist, ...common.openLinkUrlPrefixes].flatMap(
      (one) => prefixProblem(one, protocol) ?? [],
    ),
    ...(manifest.urlFetchWhitelist.length === 1 ? [] : ['the add-on talks to one address, its backend']),
    ...(new Set(manifest.oauthScopes).size === manifest.oauthScopes.length ? [] : ['a scope is asked for twice']),
    ...(manifest.runtimeVersion === 'V8' ? [] : ['the runtime has to be V8']),
    ...(common.universalActions ?? [])
      .filter(({ openLink, runFunction }) => (openLink === undefined) === (runFunction === undefined))
      .map(({ label }) => `the menu item "${label}" has to do one thing: openLink or runFunction`),
    ...(common.universalActions ?? [])
      .filter(({ openLink }) => openLink && !common.openLinkUrlPrefixes.some((prefix) => openLink.startsWith(prefix)))
      .map(({ label }) => `the menu item "${label}" leads to an address that openLinkUrlPrefixes does not have`),
  ];
}

/** developers.google.com/apps-script/manifest/allowlist-url: https, a full domain, a path, and at most one wildcard, leading. */
function prefixProblem(prefix, protocol) {
  const says = (why) => `"${prefix}" ${why}`;
  if (prefix === '*') return says('would let cards lead anywhere');
  const url = URL.canParse(prefix.replace('://*.', '://any.')) ? new URL(prefix.replace('://*.', '://any.')) : null;
  if (!url) return says('is no address');
  if (url.protocol !== 'https:' && !(url.protocol === protocol && LOOPBACK.includes(url.hostname)))
    return says('has to begin with https://');
  if (!/^https?:\/\/[^/]+\//.test(prefix)) return says('needs a path, at least "/"');
  if (url.hostname.includes('*') || url.pathname.includes('*')) return says('may have one wildcard, as its first part');
  if (!LOOPBACK.includes(url.hostname) && !url.hostname.replace(/^any\./, '').includes('.'))
    return says('needs a full domain');
  return null;
}
