import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { slackClient } from './slack-client.js';
import { isSlackFailure, readSlackFailure } from './slack-failure.js';

let asked: string[] = [];
let answer: (response: ServerResponse, request: IncomingMessage) => void;
let apiUrl: string;
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  request.resume().on('end', () => answer(response, request));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  apiUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/api/`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  asked = [];
});

const says = (status: number, body: object, headers: Record<string, string> = {}) => {
  answer = (response) => response.writeHead(status, headers).end(JSON.stringify(body));
};
const failureOf = async (call: Promise<unknown>) => {
  const error: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(isSlackFailure(error)).toBe(true);
  return readSlackFailure(error);
};

test('Slack’s words are read', async () => {
  says(200, { ok: false, error: 'channel_not_found' });
  expect(await failureOf(slackClient(apiUrl, 'x').pins.list({ channel: 'C1' }))).toEqual({
    kind: 'refused',
    code: 'channel_not_found',
    needed: null,
  });
  says(200, { ok: false, error: 'missing_scope', needed: 'pins:read' });
  expect(await failureOf(slackClient(apiUrl, 'x').pins.list({ channel: 'C1' }))).toMatchObject({ needed: 'pins:read' });
  says(200, { ok: false, error: 'token_revoked' });
  expect(await failureOf(slackClient(apiUrl, 'x').auth.test())).toEqual({ kind: 'lost', code: 'token_revoked' });
});

test('what Slack itself does not know may have happened', async () => {
  says(500, {});
  expect(await failureOf(slackClient(apiUrl, 'x').auth.test())).toMatchObject({ kind: 'wait', isUnsure: true });
  answer = (response) => response.destroy();
  expect(await failureOf(slackClient(apiUrl, 'x').auth.test())).toMatchObject({ kind: 'wait', isUnsure: true });
});

test('asked to wait, nothing of the kind goes out before its time', async () => {
  says(429, {}, { 'retry-after': '30' });
  const web = slackClient(apiUrl, 'x');

  const failures = [await failureOf(web.auth.test()), await failureOf(web.auth.test())];

  expect(failures).toEqual([30, 30].map((retryAfterSeconds) => ({ kind: 'wait', retryAfterSeconds, isUnsure: false })));
  expect(asked).toEqual(['/api/auth.test']);
  says(200, { ok: true });
  await web.users.info({ user: 'U1' });
  expect(asked).toHaveLength(2);
});

test('a redirect, and another address, are not followed', async () => {
  says(302, {}, { location: `${apiUrl}elsewhere` });
  expect(await failureOf(slackClient(apiUrl, 'x').auth.test())).toMatchObject({ kind: 'wait' });
  expect(asked).toEqual(['/api/auth.test']);

  asked = [];
  await failureOf(slackClient('http://127.0.0.1:1/api/', 'x').apiCall(`${apiUrl}auth.test`));
  expect(asked).toEqual([]);
});

test('a mistake of ours is none of Slack’s', () => {
  expect(isSlackFailure(new TypeError('x'))).toBe(false);
  expect(() => readSlackFailure(new TypeError('x'))).toThrow(TypeError);
});
