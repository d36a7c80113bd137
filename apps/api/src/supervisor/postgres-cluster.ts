import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { choosePostgresAccount } from './postgres-account.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { StartError } from './start-error.js';
import { SUPERUSER } from './superuser.js';

/**
 * Makes the cluster unless it exists, and answers the superuser's password. It is built in a folder beside and then
 * renamed, so a start that was interrupted leaves no half cluster behind.
 */
export async function createCluster(plan: {
  dir: string;
  data: string;
  binaries: PostgresBinaries;
  sync: boolean;
}): Promise<string> {
  const passwordFile = path.join(plan.dir, 'password');
  if (existsSync(path.join(plan.data, 'PG_VERSION'))) {
    if (!existsSync(passwordFile)) {
      throw new StartError(
        `${passwordFile} is missing but a database exists; put it back, or delete ${plan.dir} to start anew`,
      );
    }
    return readFileSync(passwordFile, 'utf8');
  }

  const draft = `${plan.data}.new`;
  const draftPassword = `${passwordFile}.new`;
  rmSync(draft, { recursive: true, force: true });
  const password = readOrMakeSecret(passwordFile);
  const account = choosePostgresAccount(draft, plan.binaries);
  try {
    writeFileSync(draftPassword, password, { mode: 0o600 });
    if (account.owner) chownSync(draftPassword, account.owner.uid, account.owner.gid);
    runInitdb(account.wrap(plan.binaries.initdb, initdbArguments(draft, draftPassword, plan.sync)));
  } finally {
    rmSync(draftPassword, { force: true });
  }
  rmSync(plan.data, { recursive: true, force: true });
  renameSync(draft, plan.data);
  return password;
}

/** A random password in a file only we can read; the same one at the next start. */
export function readOrMakeSecret(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const secret = randomBytes(24).toString('base64url');
  writeFileSync(file, secret, { mode: 0o600, flag: 'wx' });
  return secret;
}

/** The builtin locale sorts the same on every machine, whatever its C library says. */
function initdbArguments(data: string, passwordFile: string, sync: boolean): string[] {
  const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const access = ['-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  return ['-D', data, ...access, ...locale, ...(sync ? [] : ['--no-sync'])];
}

function runInitdb({ command, args, identity }: ReturnType<ReturnType<typeof choosePostgresAccount>['wrap']>): void {
  const result = spawnSync(command, args, {
    ...identity,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  if (result.status === 0) return;
  const said = [result.error?.message, result.stderr, result.stdout].filter(Boolean).join('\n').trim();
  throw new StartError(`the database could not be created: ${said}`);
}
