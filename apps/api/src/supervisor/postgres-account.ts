import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import type { PostgresBinaries } from './postgres-binaries.js';
import { StartError } from './start-error.js';

/** Who the server runs as. PostgreSQL refuses to run as root, so root hands it to an account that owns nothing else. */
export interface PostgresAccount {
  /** null: the same person as we are. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
  /** Rewrites a command so that it runs as that account. */
  wrap(command: string, args: readonly string[]): WrappedCommand;
}

export interface WrappedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly identity: { uid?: number; gid?: number };
}

/** nobody: exists on every Linux, owns no files, cannot log in. */
const NOBODY = 65534;

const KEEP_DAC_OVERRIDE = [
  '--clear-groups',
  '--inh-caps=-all,+dac_override',
  '--ambient-caps=-all,+dac_override',
  '--bounding-set=-all,+dac_override',
  '--securebits=+no_setuid_fixup',
];

/**
 * Decides who runs the server for `dataFolder`, and makes the folder theirs (mode 0700, which the server demands).
 * An existing cluster keeps its owner. Throws when it belongs to somebody we cannot become.
 */
export function choosePostgresAccount(dataFolder: string, binaries: PostgresBinaries): PostgresAccount {
  const existing = existsSync(dataFolder) ? statSync(dataFolder) : null;
  const us = process.getuid?.();

  if (us !== 0) {
    if (existing && us !== undefined && existing.uid !== us) {
      throw new StartError(
        `${dataFolder} belongs to user ${existing.uid}; run as that user or as root, or set DATA_DIR`,
      );
    }
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    return { owner: null, wrap: (command, args) => ({ command, args, identity: {} }) };
  }

  const uid = existing?.uid || NOBODY;
  const gid = existing?.uid ? existing.gid : NOBODY;
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  chownSync(dataFolder, uid, gid);
  chmodSync(dataFolder, 0o700);
  return { owner: { uid, gid }, wrap: asUser(uid, gid, dataFolder, binaries) };
}

function asUser(uid: number, gid: number, dataFolder: string, binaries: PostgresBinaries): PostgresAccount['wrap'] {
  const reaches = (command: string, args: string[]) =>
    spawnSync(command, args, { uid, gid, stdio: 'ignore' }).status === 0;
  if (reaches(binaries.postgres, ['--version']) && reaches('ls', [dataFolder])) {
    return (command, args) => ({ command, args, identity: { uid, gid } });
  }

  // We live below a folder closed to others, such as /root (0700): keep the one capability that looks past it.
  const setpriv = [`--reuid=${uid}`, `--regid=${gid}`, ...KEEP_DAC_OVERRIDE];
  if (!reaches('setpriv', ['--version'])) {
    throw new StartError(
      'as root the database needs the program setpriv (package util-linux) when the project lies in a folder closed ' +
        'to other users; install it, move the project, or run as a normal user',
    );
  }
  return (command, args) => ({ command: 'setpriv', args: [...setpriv, command, ...args], identity: {} });
}
