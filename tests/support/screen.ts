import { spawn, execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findScreen } from '../../tools/test/find-screen.mjs';

/** A screen that nobody looks at (Xvfb) with a keyboard (xdotool): for what the browser asks outside of any page. */
export interface HiddenScreen {
  /** For the environment of a program, such as `:99`. */
  readonly display: string;
  /** Presses keys one after the other, by their X names: `Tab`, `Return`, `Escape`. */
  press(...keys: readonly string[]): Promise<void>;
  /** Types a text, sign by sign. */
  type(text: string): Promise<void>;
  stop(): Promise<void>;
}

const programs = findScreen();

/** True where Xvfb and xdotool are there; `npm test` installs them where it may. */
export const hasScreen = programs !== null;

/** A new screen on a number that the server itself finds free. Throws where the programs are missing. */
export async function startScreen(): Promise<HiddenScreen> {
  if (!programs) throw new Error('no Xvfb with xdotool: look at hasScreen first');
  const server = spawn(
    programs.server,
    ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const number = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.stdio[3]?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('\n')) resolve(said.trim());
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with code ${code}`)));
  });
  const display = `:${number}`;
  const { keyboard } = programs;
  const does = async (...what: readonly string[]): Promise<void> => {
    await promisify(execFile)(keyboard, what, { env: { ...process.env, DISPLAY: display } });
  };
  return {
    display,
    press: (...keys) => does('key', ...keys),
    type: (text) => does('type', '--delay', '60', text),
    stop: async () => {
      server.kill();
      await ended;
    },
  };
}
