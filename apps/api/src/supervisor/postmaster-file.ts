import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { commandLine, type ProcessState, processState } from './process-state.js';

/** What a running (or dead) server says about itself in postmaster.pid. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const PID_LINE = 0;
const PORT_LINE = 3;

const fileIn = (dataFolder: string) => path.join(dataFolder, 'postmaster.pid');

/** null: no file, or one that is still being written. */
export function readPostmaster(dataFolder: string): Postmaster | null {
  const file = fileIn(dataFolder);
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[PID_LINE]);
  const port = Number(lines[PORT_LINE]);
  return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0 ? { pid, port } : null;
}

/** A server that does not live any more cannot remove its file. Its shared memory still guards against a second one. */
export function forgetPostmaster(dataFolder: string): void {
  rmSync(fileIn(dataFolder), { force: true });
}

/**
 * 'gone': no such process, or its number now belongs to another program. PostgreSQL takes a 'zombie' for alive and
 * refuses to start.
 */
export function stateOf(postmaster: Postmaster, dataFolder: string): ProcessState {
  const state = processState(postmaster.pid);
  if (state !== 'alive') return state;
  return commandLine(postmaster.pid)?.includes(dataFolder) === false ? 'gone' : 'alive';
}
