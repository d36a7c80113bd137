/** Baked into the extension that `prestart` builds (apps/extension/wxt.config.ts). */
const BUILT_FOR = 'http://127.0.0.1:4100';

/** What a person sees when everything runs. The first line stands alone, for programs that wait for it. */
export function welcome(address: string, facts: { mode: string; dataDir: string; extensionFolder: string }): string {
  const stop = `  Ctrl+C stops everything. Data and logs are kept in ${facts.dataDir}.`;
  const ready = `Understudy is ready at ${address}`;
  if (facts.mode !== 'sandbox') return [ready, '', stop, ''].join('\n');
  return [
    ready,
    '',
    '  This is a demo company, harbor.example, with a stand-in Google Workspace, Slack and CRM; nothing leaves this machine.',
    '',
    `  Dashboard   ${address}/  sign in with one click`,
    '                Ana looks after customers and goes away, Ben stands in for her, Mia leads their team',
    `  Calendar    ${address}/sandbox/calendar  put "Out of office" in as Ana: coverage is set up by itself`,
    `  Mailbox     ${address}/sandbox/mail  open a customer's message as Ben: the brief is beside it`,
    `  Slack       ${address}/sandbox/slack  ask /understudy who, escalate, set a status that says you are away`,
    `  CRM         ${address}/sandbox/crm  with the browser extension: who is covering, and escalate`,
    ...(address === BUILT_FOR ? [] : buildExtension(address)),
    `                load ${facts.extensionFolder}`,
    '                in chrome://extensions (developer mode, "Load unpacked")',
    `  API         ${address}/api/docs`,
    '',
    stop,
    '',
  ].join('\n');
}

const buildExtension = (address: string) => [
  '                build it for this address first:',
  `                UNDERSTUDY_API_URL=${address} npm run build -w @understudy/extension`,
];
