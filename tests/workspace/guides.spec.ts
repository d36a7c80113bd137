import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ENV_NAMES } from '@understudy/api/testing';
import { ENDPOINTS } from '@understudy/contracts';

/** The set-up guides name addresses, settings and files that are really there: whoever follows them is not led astray by an old one. */
const ROOT = path.resolve(import.meta.dirname, '../..');
const FOLDER = path.join(ROOT, 'docs/integrations');
const guides = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.md'))
  .map((file) => [file, readFileSync(path.join(FOLDER, file), 'utf8')] as const);

/** Of other systems, or read by the shell and by Node itself. */
const NOT_OURS = new Set(['NODE_EXTRA_CA_CERTS', 'UNDERSTUDY_API_KEY', 'UNDERSTUDY_WEBHOOK_SECRET']);
/** What `npm run addon:push` asks for: settings of the build, not of the programs. */
const ASKED = [...readFileSync(path.join(ROOT, 'apps/addon/push/answers.mjs'), 'utf8').matchAll(/env: '(\w+)'/g)].map(
  ([, name]) => name ?? '',
);
const isNamed = (part: string): boolean => /^(?:\{\w+\}|\$\w+|\$\{\w+\}|\.\.\.)$/.test(part);

const fits = (asked: string, known: string): boolean => {
  const [a, b] = [asked.split('/'), known.split('/')];
  return a.length === b.length && a.every((part, i) => part === b[i] || isNamed(part) || isNamed(b[i] ?? ''));
};
const endpoints = Object.values(ENDPOINTS);

/** "POST /api/me/calendar-feed" in the text, and `$U/api/...` in what is to be typed. */
const addresses = (text: string) => [
  ...[...text.matchAll(/\b(GET|POST|PUT|PATCH|DELETE)\s+(\/api\/[^\s`?"')]+)/g)].map(([, method, found]) => ({
    method,
    found,
  })),
  ...[...text.matchAll(/\$U(\/api\/[^\s`?"')]+)/g)].map(([, found]) => ({ method: undefined, found })),
];

test('there is a guide for each system, and the README leads to each', () => {
  const names = guides.map(([file]) => file);
  expect(names).toEqual(
    expect.arrayContaining([
      'google-workspace.md',
      'gmail-addon.md',
      'slack.md',
      'pto.md',
      'webhooks.md',
      'database.md',
      'crm.md',
      'calendar-feeds.md',
    ]),
  );
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  expect(names.filter((file) => !readme.includes(`docs/integrations/${file}`))).toEqual([]);
});

test.each(guides)('%s names addresses of the API that exist', (_file, text) => {
  const unknown = addresses(text).filter(
    ({ method, found }) =>
      !endpoints.some(
        (one) =>
          fits((found ?? '').replace(/[.,;:]+$/, ''), one.path) && (method === undefined || one.method === method),
      ),
  );
  expect(unknown).toEqual([]);
});

test.each(guides)('%s names settings that exist', (_file, text) => {
  const named = [...text.matchAll(/`((?:[A-Z][A-Z0-9]*_)+[A-Z0-9]+)(?:=[^`]*)?`/g)].map(([, name]) => name ?? '');
  expect(named.filter((name) => ![...ENV_NAMES, ...ASKED].includes(name) && !NOT_OURS.has(name))).toEqual([]);
});

test.each(guides)('%s leads to files that exist', (_file, text) => {
  const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, to]) => to ?? '');
  expect(links.filter((to) => !existsSync(path.join(FOLDER, to)))).toEqual([]);
});

test.each(guides.filter(([file]) => file !== 'README.md'))(
  '%s has a part to follow against the sandbox',
  (_file, text) => {
    expect(text).toContain('## Follow it against the sandbox');
  },
);

test('control: an address, a setting or a file that is not there is found', () => {
  expect(endpoints.some((one) => fits('/api/admin/integrations/gogle', one.path))).toBe(false);
  expect(addresses('`POST /api/nothing` and "$U/api/nowhere"')).toHaveLength(2);
});
