import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { slackManifest } from './slack-manifest.js';

const FOLDER = path.resolve(import.meta.dirname, '../../../../../docs/integrations');
const FILE = path.join(FOLDER, 'slack-manifest.yml');

test('the manifest of the guide is what the code uses', () => {
  expect(parse(readFileSync(FILE, 'utf8'))).toEqual(slackManifest('https://understudy.example'));
});

test('the guide says of each scope and each event what it is for', () => {
  const { oauth_config, settings } = slackManifest('https://understudy.example');
  const rows = readFileSync(path.join(FOLDER, 'slack.md'), 'utf8')
    .split('\n')
    .flatMap((line) => /^\|([^|]+)\|\s*\S[^|]*\|$/.exec(line)?.[1] ?? []);
  const asked = [...oauth_config.scopes.bot, ...settings.event_subscriptions.bot_events];
  expect(asked.filter((one) => !rows.some((row) => row.includes(`\`${one}\``)))).toEqual([]);
});
