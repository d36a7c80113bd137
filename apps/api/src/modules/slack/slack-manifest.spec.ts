import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { slackManifest } from './slack-manifest.js';

const FILE = path.resolve(import.meta.dirname, '../../../../../docs/integrations/slack-manifest.yml');

test('the manifest of the guide is what the code uses', () => {
  expect(parse(readFileSync(FILE, 'utf8'))).toEqual(slackManifest('https://understudy.example'));
});
