import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fastify from 'fastify';
import { registerAddonMenu } from './addon-menu.js';

test('the menu is that of the manifest, its links lead to this backend', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-menu-'));
  const universalActions = [
    { label: 'Refresh', runFunction: 'onRefresh' },
    { label: 'Open dashboard', openLink: 'https://built.example/' },
  ];
  const manifest = { urlFetchWhitelist: ['https://built.example/'], addOns: { common: { universalActions } } };
  writeFileSync(path.join(folder, 'appsscript.json'), JSON.stringify(manifest));
  const app = fastify();
  registerAddonMenu(app, folder, 'http://127.0.0.1:4100');

  expect((await app.inject('/sandbox/addon/menu')).json()).toEqual({
    items: [
      { label: 'Refresh', function: 'onRefresh' },
      { label: 'Open dashboard', url: 'http://127.0.0.1:4100/' },
    ],
  });
  await app.close();
  rmSync(folder, { recursive: true });
});
