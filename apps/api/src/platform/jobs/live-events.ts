import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import { z } from 'zod';
import { DATABASE_LOGIN, type DatabaseLogin, type Json, Listener, Signals } from '../database/index.js';

/** Something open pages should know now; small, because it travels in a notice (under 7,900 bytes). */
export type LiveEvent = { readonly type: string; readonly [name: string]: Json | undefined };
export type OnLiveEvent = (event: LiveEvent) => void;

const Notice = z.object({ tenantId: z.string(), event: z.looseObject({ type: z.string() }) });

/** Anybody who may connect may NOTIFY: what is not ours is null. */
function readNotice(payload: string): { tenantId: string; event: LiveEvent } | null {
  try {
    const { tenantId, event } = Notice.parse(JSON.parse(payload));
    return { tenantId, event: event as LiveEvent };
  } catch {
    return null;
  }
}

/** Told to everybody after a lost connection: events may have been missed, so load again. */
export const MISSED_EVENTS: LiveEvent = { type: 'live.reload' };

/** From any process to every API process, and from there to open pages (server-sent events). Lossy; says so when it was. */
@Injectable()
export class LiveEvents implements OnApplicationShutdown {
  private readonly logger = new Logger('LiveEvents');
  private readonly listeners = new Map<TenantId, Set<OnLiveEvent>>();
  private readonly listener: Listener;
  private listening = false;
  private connects = 0;

  constructor(
    private readonly signals: Signals,
    @Inject(DATABASE_LOGIN) login: DatabaseLogin,
  ) {
    this.listener = new Listener({
      url: login.url,
      applicationName: `understudy-${login.role}-live`,
      channels: ['live'],
      onNotice: (_channel, payload) => this.deliver(payload),
      onConnect: () => this.connected(),
    });
  }

  /** Call it after the transaction (from a message handler), never inside one. Throws RangeError when the event is too long. */
  async publish(tenantId: TenantId, event: LiveEvent): Promise<void> {
    await this.signals.send('live', JSON.stringify({ tenantId, event }));
  }

  /** Answers how to stop. The first subscription of the process opens the connection. */
  subscribe(tenantId: TenantId, listener: OnLiveEvent): () => void {
    if (!this.listening) {
      this.listening = true;
      this.listener.start();
    }
    const ofTenant = this.listeners.get(tenantId) ?? new Set<OnLiveEvent>();
    this.listeners.set(tenantId, ofTenant.add(listener));
    return () => {
      ofTenant.delete(listener);
      if (ofTenant.size === 0 && this.listeners.get(tenantId) === ofTenant) this.listeners.delete(tenantId);
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.listening) await this.listener.stop();
  }

  private connected(): void {
    this.connects += 1;
    if (this.connects === 1) return;
    for (const ofTenant of this.listeners.values()) for (const listener of ofTenant) listener(MISSED_EVENTS);
  }

  private deliver(payload: string): void {
    const notice = readNotice(payload);
    if (!notice) return this.logger.warn('a live notice could not be read');
    for (const [tenantId, ofTenant] of this.listeners)
      if (tenantId === notice.tenantId) for (const listener of ofTenant) listener(notice.event);
  }
}
