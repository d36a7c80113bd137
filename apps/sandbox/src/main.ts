/**
 * The sandbox process: a stand-in Google Workspace on loopback, for demos and tests. The supervisor passes on the settings; run by hand it takes
 * the same defaults. Ends in order on SIGTERM and SIGINT, and with the process that started it (the supervisor preloads that).
 */
import path from 'node:path';
import { demoSandboxWorld } from './demo.js';
import { createSandbox } from './server.js';
import { JsonFile } from './store.js';

const complain = (line: string): never => {
  process.stderr.write(`understudy: ${line}\n`);
  process.exit(78);
};
if (process.env.UNDERSTUDY_MODE === 'production')
  complain('UNDERSTUDY_MODE: the sandbox does not run in production mode');
const port = Number(process.env.SANDBOX_PORT ?? 4140);
if (!Number.isInteger(port) || port < 0 || port > 65_535) complain('SANDBOX_PORT: must be a port number, 0-65535');
const apiUrl = process.env.API_URL ?? 'http://127.0.0.1:4100';
if (!URL.canParse(apiUrl)) complain('API_URL: must be an http(s) URL');
const folder = path.resolve(process.env.DATA_DIR ?? '.data', 'sandbox');

// Dates of the demo world are relative to the first start, also after a restart.
const first = await JsonFile.open(path.join(folder, 'first-start.json'), () => ({
  startedOn: Temporal.Now.plainDateISO('UTC').toString(),
}));
const world = demoSandboxWorld(Temporal.PlainDate.from(first.state.startedOn));
const { app } = await createSandbox({ folder, apiUrl, world });
const address = await app.listen({ host: '127.0.0.1', port });
process.stdout.write(`${JSON.stringify({ level: 30, time: Date.now(), msg: 'the sandbox is ready', address })}\n`);

let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  void app.close().then(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
