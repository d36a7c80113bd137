import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SlackState } from './state.js';

/**
 * What Slack's app console shows under "Basic Information", as a file only its owner reads: made at the first start, and again when the sandbox listens
 * elsewhere. `api_url` is what the Web API's client is pointed at, `authorize_url` where a browser goes to install.
 */
export async function writeSlackApp(
  folder: string,
  app: SlackState['app'],
  { ownUrl, apiUrl }: { ownUrl: string; apiUrl: string },
): Promise<string> {
  const file = path.join(folder, 'slack-app.json');
  const content = {
    app_id: app.id,
    client_id: app.clientId,
    client_secret: app.clientSecret,
    signing_secret: app.signingSecret,
    api_url: `${ownUrl}/sandbox/slack/api/`,
    authorize_url: `${apiUrl}/sandbox/slack/oauth/v2/authorize`,
  };
  const text = `${JSON.stringify(content, null, 2)}\n`;
  const existing = await readFile(file, 'utf8').catch(() => null);
  if (existing !== text) {
    await writeFile(`${file}.new`, text, { mode: 0o600 });
    await chmod(`${file}.new`, 0o600);
    await rename(`${file}.new`, file);
  }
  return file;
}
