import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { GetClock, InputOf, MoveClock, OutputOf, Settle } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy } from '../../platform/database/index.js';
import { MalformedInput } from '../../platform/http/index.js';
import { WorkState } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { GOOGLE_WORK } from '../google/index.js';
import { PTO_WORK } from '../pto/index.js';
import { TimersAhead } from './timers-ahead.repository.js';
import { WorldRepository } from './world.repository.js';

const PATIENCE_MS = 60_000;
const STEP_MS = 5;
const DURATION = /^P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/;

/** The movable clock of the sandbox: hops from one due timer to the next and lets everything settle at each. */
@Injectable()
export class ClockService {
  private readonly logger = new Logger('SandboxClock');
  /** One move at a time: two clocks running would skip what lies between them. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly work: WorkState,
    private readonly ahead: TimersAhead,
    private readonly world: WorldRepository,
    private readonly tenancy: Tenancy,
    private readonly outbox: Outbox,
  ) {}

  async get({ until }: InputOf<typeof GetClock>): Promise<OutputOf<typeof GetClock>> {
    const now = await this.work.now();
    return {
      now,
      upcoming: await this.ahead.list(until ?? now.add({ hours: 24 * 7 })),
    };
  }

  /** Throws 400 unless exactly one of `now` and `advance` is given, sandbox.clock-backwards, sandbox.not-settled. */
  move(input: InputOf<typeof MoveClock>): Promise<OutputOf<typeof MoveClock>> {
    return this.inTurn(async () => {
      const target = this.target(input, await this.work.now());
      if (Temporal.Instant.compare(target, await this.work.now()) < 0) throw new DomainError('sandbox.clock-backwards');
      const happened = await this.ahead.list(target);
      await this.calm();
      for (
        let next = await this.work.nextDueTimer(target);
        next !== null;
        next = await this.work.nextDueTimer(target)
      ) {
        await this.jump(next);
        await this.calm();
      }
      await this.jump(target);
      await this.calm();
      return { now: await this.work.now(), happened };
    });
  }

  /** Delivers pending pushes, polls Google and the PTO systems once for everybody, and waits until nothing is left to do. */
  settle(): Promise<OutputOf<typeof Settle>> {
    return this.inTurn(async () => {
      await this.tellSandbox('POST', '/sandbox/api/settle');
      await this.calm();
      for (const { id } of await this.world.listTenants())
        await this.tenancy.run(id, async (tx) => {
          for (const type of [GOOGLE_WORK.pollAll, PTO_WORK.pollAll]) await this.outbox.add(tx, { type });
        });
      await this.calm();
      return { settled: true, now: await this.work.now() };
    });
  }

  private target({ now, advance }: InputOf<typeof MoveClock>, from: Temporal.Instant): Temporal.Instant {
    if ((now === undefined) === (advance === undefined))
      throw new MalformedInput([{ path: '', message: 'give exactly one of now and advance' }]);
    if (now) return now;
    if (!advance || !DURATION.test(advance))
      throw new MalformedInput([{ path: 'advance', message: 'must be a duration such as "PT36H" or "P2D"' }]);
    const { days, hours, minutes, seconds } = Temporal.Duration.from(advance);
    if (days > 3660 || hours > 87_840 || minutes > 5_270_400 || seconds > 316_224_000)
      throw new MalformedInput([{ path: 'advance', message: 'must be at most ten years' }]);
    return from.add({ hours: days * 24 + hours, minutes, seconds });
  }

  /** Never backwards: between reading a timer and jumping to it, real time may have passed it already. */
  private async jump(to: Temporal.Instant): Promise<void> {
    await this.work.setClock(to);
    await this.tellSandbox('PUT', '/sandbox/api/clock', { now: String(await this.work.now()) });
  }

  private async calm(): Promise<void> {
    const stop = performance.now() + PATIENCE_MS;
    for (;;) {
      const pending = await this.work.pending();
      if (pending.outbox + pending.dueTimers + pending.jobs === 0) return;
      if (performance.now() > stop) throw new DomainError('sandbox.not-settled', { ...pending });
      await sleep(STEP_MS);
    }
  }

  /** The stand-in Google keeps the same time. Without a sandbox process (tests in one process) there is nobody to tell. */
  private async tellSandbox(method: 'POST' | 'PUT', path: string, body?: object): Promise<void> {
    if (this.env.sandboxUrl === null) return;
    const answer = await fetch(`${this.env.sandboxUrl}${path}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    }).catch(() => null);
    if (!answer?.ok)
      this.logger.warn(`the sandbox process did not take ${method} ${path} (${answer?.status ?? 'no answer'})`);
  }

  private inTurn<R>(work: () => Promise<R>): Promise<R> {
    const mine = this.last.then(work, work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
