import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fastify from 'fastify';
import { servePages } from './pages.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-pages-'));
const html = { accept: 'text/html' };
beforeAll(() => {
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Sandbox</title>');
  writeFileSync(path.join(folder, 'assets/a.js'), 'export {};');
});
afterAll(() => rmSync(folder, { recursive: true }));

const ask = async (url: string, headers: Record<string, string> = html, root = folder) => {
  const app = fastify();
  await servePages(app, root);
  const { statusCode, headers: answered, body } = await app.inject({ url, headers });
  await app.close();
  return [statusCode, answered['content-type'], body.slice(0, 15)];
};

test.each([['/sandbox'], ['/sandbox/mail'], ['/sandbox/calendar?person=ana'], ['/sandbox/crm/lightning/x/view']])(
  '%s is a page',
  async (url) => {
    expect(await ask(url)).toEqual([200, 'text/html; charset=utf-8', '<!doctype html>']);
  },
);

test('assets are files', async () => {
  expect(await ask('/sandbox/app/assets/a.js')).toEqual([200, 'application/javascript; charset=utf-8', 'export {};']);
});

test.each([
  ['/sandbox/google/calendar/v9'],
  ['/sandbox/api/nothing'],
  ['/sandbox/app/missing.js'],
  ['/sandbox/app/%2e%2e/%2e%2e/package.json'],
  ['/elsewhere'],
])('%s is no page', async (url) => {
  expect((await ask(url))[0]).toBe(404);
});

test('a program that asks for a page gets a plain 404', async () => {
  expect(await ask('/sandbox/mail', {})).toEqual([404, 'application/json; charset=utf-8', '{"statusCode":4']);
});

test('pages that are not built say so', async () => {
  expect(await ask('/sandbox/mail', html, path.join(folder, 'none'))).toEqual([
    404,
    'text/plain; charset=utf-8',
    'The sandbox pag',
  ]);
});
