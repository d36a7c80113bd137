import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { contract } from './contract.js';

const { generate } = (await import(new URL('../../contracts/google.mjs', import.meta.url).href)) as {
  generate: (folder?: string) => Promise<typeof contract>;
};
const installed = path.dirname(createRequire(import.meta.url).resolve('googleapis/package.json'));
const APIS = [
  ['calendar', 'v3'],
  ['gmail', 'v1'],
  ['drive', 'v3'],
  ['docs', 'v1'],
  ['admin', 'directory_v1'],
] as const;
let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(path.join(tmpdir(), 'understudy-googleapis-'));
  for (const [api, version] of APIS) {
    const folder = path.join(copy, 'build/src/apis', api);
    await mkdir(folder, { recursive: true });
    for (const end of ['js', 'd.ts']) {
      const file = `${version}.${end}`;
      await cp(path.join(installed, 'build/src/apis', api, file), path.join(folder, file));
    }
  }
});
afterAll(() => rm(copy, { recursive: true }));

async function edited(file: string, from: string | RegExp, to: string): Promise<typeof contract> {
  const where = path.join(copy, 'build/src/apis', file);
  const text = await readFile(where, 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  await writeFile(where, changed);
  const made = await generate(copy);
  await writeFile(where, text);
  return made;
}
const methodOf = ({ methods }: typeof contract, id: string) => methods.find((method) => method.id === id);

test('what the fakes go by is what the installed package says today', async () => {
  const { methods, schemas } = await generate();
  expect({ methods, schemas }).toEqual({ methods: contract.methods, schemas: contract.schemas });
  expect([methods.length > 300, Object.keys(schemas).length > 400]).toEqual([true, true]);
});

test('a vendor who renames a field, a parameter, a scope or a path is seen when the contract is generated again', async () => {
  const field = await edited('gmail/v1.d.ts', 'enableAutoReply?: boolean', 'enableAutoAnswer?: boolean');
  expect(Object.keys(field.schemas['gmail.VacationSettings'] ?? {})).toContain('enableAutoAnswer');
  expect(field.schemas['gmail.VacationSettings']).not.toEqual(contract.schemas['gmail.VacationSettings']);

  const parameter = await edited('drive/v3.d.ts', /sendNotificationEmail\?: boolean/g, 'notify?: boolean');
  expect(methodOf(parameter, 'drive.permissions.create')?.query.sendNotificationEmail).toBeUndefined();

  const where = await edited(
    'gmail/v1.js',
    "'/gmail/v1/users/{userId}/settings/vacation'",
    "'/gmail/v2/users/{userId}/vacation'",
  );
  expect(where.methods.filter((method) => method.path.startsWith('/gmail/v2/'))).toHaveLength(1);
});
