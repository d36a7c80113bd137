import { request } from 'node:http';
import { type Fake, startFake } from './testing.js';

let fake: Fake;
beforeAll(async () => {
  fake = await startFake();
});
afterAll(() => fake.close());

/** fetch does not let a test choose the Host header. */
const ask = (
  path: string,
  host: string,
): Promise<{ status: number | undefined; type: string | undefined; body: string }> =>
  new Promise((resolve, reject) => {
    request(
      new URL(path, fake.url),
      { headers: { host, authorization: 'Bearer person:ana@harbor.example' } },
      (answer) => {
        let body = '';
        answer.on('data', (chunk) => (body += String(chunk)));
        answer.on('end', () => resolve({ status: answer.statusCode, type: answer.headers['content-type'], body }));
      },
    )
      .on('error', reject)
      .end();
  });

const ADDRESSES = ['/sandbox/health', '/sandbox/google/calendar/v3/calendars/primary/events', '/sandbox/outbox'];

test.each(ADDRESSES)('%s is answered under the names of this machine, with any port', async (address) => {
  for (const host of ['127.0.0.1', '127.0.0.1:4140', 'localhost:80', 'LOCALHOST', '[::1]:4140'])
    expect([host, (await ask(address, host)).status]).toEqual([host, 200]);
});

test.each(ADDRESSES)('%s is not there for a name that somebody made point here', async (address) => {
  for (const host of [
    'evil.example',
    'evil.example:4140',
    '127.0.0.1.evil.example',
    'localhost@evil.example',
    '[::1]x',
    ':4140',
  ]) {
    const { status, type, body } = await ask(address, host);
    expect([host, status, type]).toEqual([host, 421, 'application/problem+json; charset=utf-8']);
    expect(JSON.parse(body)).toMatchObject({ code: 'request.wrong-host', status: 421 });
  }
});
