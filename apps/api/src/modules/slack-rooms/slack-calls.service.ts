import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import { isSlackFailure, SlackConnections, type SlackWorkspace } from '../slack/index.js';

/** Slack will not do it, however often it is asked; `code` is its own word. */
export class SlackRefusal extends Error {
  override readonly name = 'SlackRefusal';

  constructor(
    readonly code: string,
    /** The scope that is missing, if that is why. */
    readonly needed: string | null = null,
  ) {
    super(needed === null ? code : `${code}: ${needed}`);
  }
}

/** Not now. When `isUnsure` it may have happened all the same: look before it is asked again. */
export class SlackLater extends Error {
  override readonly name = 'SlackLater';

  constructor(
    readonly retryAfterSeconds: number | null,
    readonly isUnsure: boolean,
  ) {
    super(retryAfterSeconds === null ? 'Slack does not answer' : `Slack asks to wait ${retryAfterSeconds} s`);
  }
}

/** So long a job waits itself; what takes longer is the queue's. */
const MOST_PAUSE_SECONDS = 5;
const MOST_PAUSES = 3;

/** Calls of Slack that obey Retry-After: nothing is asked again before its time, whoever asks in this process. */
@Injectable()
export class SlackCalls {
  /** By tenant and lane, machine milliseconds. */
  private readonly notBefore = new Map<string, number>();

  constructor(private readonly connections: SlackConnections) {}

  /**
   * `lane` is what Slack counts by: the method, and for messages its channel. Never inside a transaction. Throws SlackRefusal (also
   * `not_connected`), SlackLater.
   */
  async run<T>(tenantId: TenantId, lane: string, ask: (slack: SlackWorkspace) => Promise<T>): Promise<T> {
    const key = `${tenantId} ${lane}`;
    for (let pauses = 0; ; pauses++) {
      await this.waitFor(key);
      const slack = await this.connections.of(tenantId);
      if (slack === null) throw new SlackRefusal('not_connected');
      try {
        return await ask(slack);
      } catch (error) {
        if (!isSlackFailure(error)) throw error;
        const failure = await this.connections.failed(tenantId, error);
        if (failure.kind === 'refused') throw new SlackRefusal(failure.code, failure.needed);
        if (failure.kind === 'lost') throw new SlackRefusal('not_connected');
        const { retryAfterSeconds: seconds, isUnsure } = failure;
        if (seconds !== null) this.notBefore.set(key, performance.now() + seconds * 1000);
        if (seconds === null || isUnsure || pauses >= MOST_PAUSES) throw new SlackLater(seconds, isUnsure);
      }
    }
  }

  private async waitFor(key: string): Promise<void> {
    const left = (this.notBefore.get(key) ?? 0) - performance.now();
    if (left <= 0) return void this.notBefore.delete(key);
    if (left > MOST_PAUSE_SECONDS * 1000) throw new SlackLater(Math.ceil(left / 1000), false);
    await pause(left);
  }
}
