import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from './find-chromium.mjs';

const FIX = 'install Chromium (Debian: apt-get install chromium) or set CHROMIUM_PATH to a Chromium or Chrome';

/**
 * Finds a browser, or on Debian as root installs one. Answers {path} or {reason}: why there is none, and what to do.
 * Says what it does.
 */
export function provideChromium(say) {
  let path;
  try {
    path = findChromium();
  } catch (error) {
    return { path: null, reason: error.message };
  }
  if (path) {
    say(`Browser tests use ${path}`);
    return { path, reason: null };
  }
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0)
    return { path: null, reason: `no Chromium found; ${FIX}` };

  say('No Chromium found; installing it: apt-get update && apt-get install -y chromium ...');
  const failed = ['update', 'install -y --no-install-recommends chromium'].find(
    (command) => !aptGet(command.split(' ')),
  );
  path = failed ? null : findChromium();
  if (!path) return { path: null, reason: `apt-get ${failed ?? 'install'} failed; ${FIX}` };
  say(`Browser tests use ${path}`);
  return { path, reason: null };
}

function aptGet(args) {
  const { status } = spawnSync('apt-get', ['-q', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}
