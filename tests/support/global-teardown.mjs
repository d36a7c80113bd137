import { rmSync } from 'node:fs';

export default async function stopTestPostgres() {
  const running = globalThis.understudyTestPostgres;
  if (!running) return; // the setup failed, and Jest says why
  await running.server.stop();
  rmSync(running.dir, { recursive: true, force: true });
}
