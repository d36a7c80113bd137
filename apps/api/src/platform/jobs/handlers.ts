import { Injectable } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import type { JsonObject, Tx } from '../database/index.js';

/** A message as a handler gets it. */
export interface Message {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly type: string;
  /** What was added to the outbox, without `type`. */
  readonly payload: JsonObject;
  /** 1 at the first try. */
  readonly attempt: number;
  /** Call it right before something leaves the house: throws when another worker has taken over meanwhile. */
  confirm(): Promise<void>;
}
export type HandleMessage = (message: Message) => Promise<void>;

/** A timer that fires; it is deleted in the transaction that `handle` gets. */
export interface FiredTimer {
  readonly key: string;
  readonly payload: JsonObject;
  readonly dueAt: Temporal.Instant;
}
export type HandleTimer = (tx: Tx, timer: FiredTimer) => Promise<void>;

/**
 * Who handles which message and timer. Modules register in `onModuleInit`; the worker starts after all of them. The API
 * process collects them too and uses none.
 */
@Injectable()
export class Handlers {
  private readonly messages = new Map<string, Map<string, HandleMessage>>();
  private readonly timers = new Map<string, HandleTimer>();

  /**
   * Several handlers may take one type; each gets every message at least once, and is tried again by itself. `name` tells
   * them apart in the deliveries and must stay the same between releases: give one when a type has two handlers.
   */
  onMessage(type: string, handle: HandleMessage, name?: string): void {
    const handlers = this.messages.get(type) ?? new Map<string, HandleMessage>();
    const key = name ?? (handlers.size === 0 ? 'default' : `default-${handlers.size + 1}`);
    if (handlers.has(key)) throw new Error(`two handlers named "${key}" for messages "${type}"`);
    this.messages.set(type, handlers.set(key, handle));
  }

  /** One handler per kind. Its transaction deletes the timer: it happens once, or again as a whole. */
  onTimer(kind: string, handle: HandleTimer): void {
    if (this.timers.has(kind)) throw new Error(`two handlers for timers "${kind}"`);
    this.timers.set(kind, handle);
  }

  /** Name and handler; empty for a type nobody listens to. */
  ofMessage(type: string): readonly (readonly [name: string, handle: HandleMessage])[] {
    return [...(this.messages.get(type) ?? [])];
  }

  ofTimer(kind: string): HandleTimer | undefined {
    return this.timers.get(kind);
  }
}
