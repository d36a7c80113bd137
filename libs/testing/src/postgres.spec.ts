import pg from 'pg';
import { createTestDatabase } from './postgres.js';

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

test('every test file gets its own copy of a template that is prepared once', async () => {
  let prepared = 0;
  const prepare = async (url: string) => {
    prepared += 1;
    await ask(url, 'create table note (text text); insert into note values ($$from the template$$)');
  };

  const [one, other] = await Promise.all([
    createTestDatabase({ template: 'notes', prepare }),
    createTestDatabase({ template: 'notes', prepare }),
  ]);
  await ask(one.url, 'insert into note values ($$mine$$)');

  expect(prepared).toBe(1);
  expect(await ask(one.url, 'select count(*)::int as notes from note')).toEqual([{ notes: 2 }]);
  expect(await ask(other.url, 'select count(*)::int as notes from note')).toEqual([{ notes: 1 }]);
  expect(await ask(one.url, 'select current_user as name')).toEqual([{ name: 'understudy_owner' }]);
  await Promise.all([one.drop(), other.drop()]);
  await expect(ask(one.url, 'select 1')).rejects.toMatchObject({ code: '3D000' });
});

test('a preparation that failed is tried again by the next one', async () => {
  const failing = createTestDatabase({
    template: 'broken',
    prepare: () => Promise.reject(new Error('no such migration')),
  });
  await expect(failing).rejects.toThrow('no such migration');

  const database = await createTestDatabase({
    template: 'broken',
    prepare: async (url) => void (await ask(url, 'create table note (text text)')),
  });
  expect(await ask(database.url, 'select * from note')).toEqual([]);
  await database.drop();
});
