import { existsSync, readFileSync } from 'node:fs';

/** 'zombie': dead, but nobody has collected it yet, so its number still answers to signals. */
export type ProcessState = 'alive' | 'zombie' | 'gone';

/** Whether a process lives. Where there is no /proc (macOS) a zombie counts as alive. */
export function processState(pid: number): ProcessState {
  if (!answersSignals(pid)) return 'gone';
  if (!existsSync('/proc/self/stat')) return 'alive';
  try {
    // "pid (name) state ...": the name may hold blanks and brackets, so look behind the last one
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.trim().charAt(0);
    return state === 'Z' || state === 'X' ? 'zombie' : 'alive';
  } catch {
    return 'gone'; // it ended between the two looks
  }
}

/** null: not to be seen here. */
export function commandLine(pid: number): readonly string[] | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return null; // ended, or a system without /proc
  }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
