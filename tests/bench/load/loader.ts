import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { Answer, Measured, Plan } from './job.js';

const HOOKS = path.resolve(import.meta.dirname, '../hooks.mjs');
const CHILD = path.join(import.meta.dirname, 'child.ts');

/** A process of its own that makes load, so that making it and measuring do not share an event loop. */
export class Loader {
  private constructor(private readonly child: ChildProcess) {}

  static start(): Loader {
    return new Loader(fork(CHILD, { execArgv: ['--import', HOOKS], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
  }

  /** One at a time. Throws what went wrong over there. */
  run(plan: Plan): Promise<Measured> {
    return new Promise((resolve, reject) => {
      const ended = (): void => reject(new Error('the process that makes load has ended'));
      this.child.once('exit', ended);
      this.child.once('message', (answer: Answer) => {
        this.child.off('exit', ended);
        if ('measured' in answer) resolve(answer.measured);
        else reject(new Error(`under load: ${answer.error}`));
      });
      this.child.send(plan);
    });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill();
    await ended;
  }
}
