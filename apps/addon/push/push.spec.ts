import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { collect, type Answers } from './answers.mjs';
import { FILES, requireFiles, writeProject } from './project.mjs';

const ID = '1AbC'.padEnd(57, 'x');
const answers: Answers = {
  backend: 'https://understudy.example',
  script: ID,
  readsCalendar: 'yes',
  links: 'https://acme.my.salesforce.com/,https://*.lightning.force.com/',
};
const nothing = { flags: {}, env: {}, kept: {}, ask: null };

describe('the answers', () => {
  test('come from the command line, else the settings, else the last time', async () => {
    const found = await collect({
      ...nothing,
      flags: { backend: 'https://flags.example/' },
      env: { ADDON_BACKEND_URL: 'https://env.example', ADDON_SCRIPT_ID: ID },
      kept: { ...answers, script: `${ID}-kept`, links: 'none' },
    });
    expect(found).toEqual({ backend: 'https://flags.example', script: ID, readsCalendar: 'yes', links: 'none' });
  });

  test('are asked where somebody sits, until they are good; Enter takes the usual one', async () => {
    const typed = [
      'http://understudy.example',
      '',
      'https://understudy.example',
      '',
      'no',
      'acme.example',
      '',
      'https://acme.example',
    ];
    const asked: string[] = [];
    const found = await collect({ ...nothing, ask: async (words) => (asked.push(words), typed.shift() ?? '') });
    expect(found).toEqual({
      backend: 'https://understudy.example',
      script: 'new',
      readsCalendar: 'no',
      links: 'https://acme.example/',
    });
    expect(asked[1]).toContain('has to be an https address');
    expect(typed).toEqual([]);
  });

  test('where nobody sits, one that is missing is named with its setting', async () => {
    await expect(collect(nothing)).rejects.toThrow(/Set ADDON_BACKEND_URL, or give --backend/);
  });

  test.each([
    [{ backend: 'http://127.0.0.1:4100' }, /Google cannot reach/],
    [{ backend: 'understudy.example' }, /https address/],
    [{ script: 'https://script.google.com/x' }, /no script id/],
    [{ readsCalendar: 'maybe' }, /neither yes nor no/],
    [{ links: '*' }, /lead anywhere/],
    [{ links: 'http://crm.example/' }, /has to begin with https/],
    [{ links: 'https://a.*.example.com/' }, /one wildcard/],
  ])('%j is refused', async (wrong, message) => {
    await expect(collect({ ...nothing, flags: { ...answers, ...wrong } })).rejects.toThrow(message);
  });
});

describe('the project that goes up', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'addon-push-'));
    writeProject(folder, answers);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');

  test('is built for the answers', () => {
    expect(JSON.parse(read('.clasp.json'))).toMatchObject({ scriptId: ID, rootDir: 'script' });
    const manifest = JSON.parse(read('script/appsscript.json'));
    expect(manifest.urlFetchWhitelist).toEqual(['https://understudy.example/']);
    expect(manifest.addOns.common.openLinkUrlPrefixes).toEqual([
      'https://understudy.example/',
      'https://acme.my.salesforce.com/',
      'https://*.lightning.force.com/',
    ]);
    expect(read('script/Code.js')).toContain('https://understudy.example');
  });

  test('is two files, as clasp itself says, whatever else lies beside them', () => {
    expect(requireFiles(folder)).toEqual(FILES);
    mkdirSync(path.join(folder, 'script/lib'));
    for (const stray of ['script/Other.js', 'script/notes.txt', 'script/lib/deep.js', 'stray.js'])
      writeFileSync(path.join(folder, stray), '1');
    expect(requireFiles(folder)).toEqual(FILES);
  });

  test('control: a file more, or one that is missing, is not uploaded', () => {
    const ignore = read('.claspignore');
    writeFileSync(path.join(folder, '.claspignore'), '');
    expect(() => requireFiles(folder)).toThrow(/clasp would upload .*Other\.js/);
    writeFileSync(path.join(folder, '.claspignore'), ignore);
    rmSync(path.join(folder, 'script/Code.js'));
    expect(() => requireFiles(folder)).toThrow(/meant are script\/Code\.js/);
  });
});

describe('the command', () => {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const said = (...options: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['push.mjs', ...options], {
      cwd: root,
      encoding: 'utf8',
    });
    return { status, words: stdout + stderr };
  };
  const kept = () => {
    const file = path.join(root, 'answers.json');
    return existsSync(file) ? readFileSync(file, 'utf8') : null;
  };

  test('only tried out, it keeps no answer that the next upload would take without asking', () => {
    const before = kept();
    const { status, words } = said('--backend', 'https://tried-out.example', '--script', 'new', '--dry-run');
    expect({ status, words }).toMatchObject({ status: 0, words: expect.stringContaining('Nothing was uploaded') });
    expect(kept()).toBe(before);
  });

  test('an option that it does not have is one sentence', () => {
    const { status, words } = said('--dryrun');
    expect(status).toBe(1);
    expect(words).toMatch(/^addon: Unknown option '--dryrun'/);
    expect(words).not.toContain('node:internal');
  });
});
