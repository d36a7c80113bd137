import { createTestDatabase } from '@understudy/testing/postgres';
import { addTenant, createApp, migrate } from '../../testing.js';

test('stopping waits for nobody who only listens, and takes no new request', async () => {
  const database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const { appDatabaseUrl: appUrl, workerDatabaseUrl: workerUrl } = await migrate({ databaseUrl: database.url });
  const tenant = await addTenant(appUrl, 'acme');
  const api = await createApp({ appUrl, workerUrl });
  const authorization = `Bearer ${await api.tokenOf(tenant.people.csm.email)}`;
  const stream = await fetch(`${api.baseUrl}/api/events`, { headers: { authorization } });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');

  const began = performance.now();
  await api.close();

  expect(performance.now() - began).toBeLessThan(3_000);
  await expect(fetch(`${api.baseUrl}/health/live`)).rejects.toThrow();
  await stream.text().catch(() => '');
  await database.drop();
});
