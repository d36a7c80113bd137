import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether packages can be installed here without asking anybody. */
export const canInstall = () => existsSync('/etc/debian_version') && process.getuid?.() === 0;

let updated = false;

/** Installs Debian packages and says so; answers null, or the part of apt-get that failed. The lists are fetched once a run. */
export function install(packages, say) {
  say(`Installing ${packages.join(', ')}: apt-get ${updated ? '' : 'update && apt-get '}install -y ...`);
  if (!updated && !aptGet(['update'])) return 'update';
  updated = true;
  return aptGet(['install', '-y', '--no-install-recommends', ...packages]) ? null : `install ${packages.join(' ')}`;
}

function aptGet(args) {
  const { status } = spawnSync('apt-get', ['-q', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}
