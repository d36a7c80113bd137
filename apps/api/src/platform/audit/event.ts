import type { UserId } from '@understudy/domain';
import canonicalize from 'canonicalize';
import type { Json } from '../database/index.js';
import type { Surface } from '../http/caller.js';

/** Who did it: a person through one of our surfaces, or a part of the product by name ("absence-intake"). */
export type Actor =
  | { readonly kind: 'user'; readonly userId: UserId; readonly surface: Surface }
  | { readonly kind: 'system'; readonly name: string };

/** Something that happened, as services tell it. `data` holds what changed, never secrets. */
export interface NewEvent {
  /** Dotted, past tense: "coverage.accepted". */
  readonly type: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly actor: Actor;
  readonly data: Json;
  readonly requestId?: string;
}

/** As it stands in the history. */
export interface HistoryEvent extends NewEvent {
  /** 1, 2, 3, ... without a gap in each tenant. */
  readonly seq: number;
  /** Product time of the transaction. */
  readonly at: Temporal.Instant;
  /** Hex; the link to everything before it. */
  readonly hash: string;
}

interface CanonicalEvent {
  readonly v: 1;
  readonly at: string;
  readonly type: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly actor:
    | { readonly kind: 'user'; readonly user_id: UserId; readonly surface: Surface }
    | { readonly kind: 'system'; readonly name: string };
  readonly data: Json;
  readonly request_id?: string;
}

/**
 * RFC 8785 text of an event: the same event gives the same bytes everywhere. Throws TypeError for text PostgreSQL cannot
 * look into (NUL) and Error for broken characters: what people type is refused earlier, so such text is a bug of ours.
 */
export function canonicalEvent(event: NewEvent, at: Temporal.Instant): string {
  const { actor } = event;
  const body: CanonicalEvent = {
    v: 1,
    at: at.toString({ fractionalSecondDigits: 6 }),
    type: event.type,
    subject: { kind: event.subject.kind, id: event.subject.id },
    actor:
      actor.kind === 'user'
        ? { kind: 'user', user_id: actor.userId, surface: actor.surface }
        : { kind: 'system', name: actor.name },
    data: event.data,
    ...(event.requestId !== undefined && { request_id: event.requestId }),
  };
  const text = canonicalize(body);
  if (text === undefined || /\\u0000/.test(text)) throw new TypeError(`${event.type}: not writable as JSON`);
  return text;
}

/** Reads back what {@link canonicalEvent} wrote: our own storage, parsed once here. */
export function parseEvent(row: { seq: number; canonical: string; hash: string }): HistoryEvent {
  const body: CanonicalEvent = JSON.parse(row.canonical);
  const { actor } = body;
  return {
    seq: row.seq,
    hash: row.hash,
    at: Temporal.Instant.from(body.at),
    type: body.type,
    subject: body.subject,
    actor:
      actor.kind === 'user'
        ? { kind: 'user', userId: actor.user_id, surface: actor.surface }
        : { kind: 'system', name: actor.name },
    data: body.data,
    ...(body.request_id !== undefined && { requestId: body.request_id }),
  };
}
