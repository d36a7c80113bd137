/** What the bench asks of the processes that make load, as it travels between them. */

export interface HttpPlan {
  readonly kind: 'http';
  readonly port: number;
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly targets: readonly { readonly path: string; readonly token: string; readonly body?: string }[];
  /** Whether each request carries a new Idempotency-Key, as our clients send it. */
  readonly withKey: boolean;
  readonly connections: number;
  readonly seconds: number;
  /** Requests per second, sent when they are due whatever happens (open loop); null: each connection asks again as soon as it is answered. */
  readonly rate: number | null;
}

/** One statement as the API sent it. Parameters are as they travel: text, null, or a list of texts. */
export interface SentStatement {
  readonly text: string;
  readonly name?: string;
  readonly values?: readonly SentValue[];
}
export type SentValue = string | null | readonly (string | null)[];

export interface RawPlan {
  readonly kind: 'raw';
  readonly url: string;
  /** Round trips of one transaction, in order; the statements of one are sent together. */
  readonly trips: readonly (readonly SentStatement[])[];
  /** Replaces parts of the parameters by those of another target; `null` stands for a new uuid each time. */
  readonly variants: readonly (readonly (readonly [part: string, by: string | null])[])[];
  readonly connections: number;
  readonly seconds: number;
}

export type Plan = HttpPlan | RawPlan;

/** Milliseconds, and counts. */
export interface Measured {
  readonly rate: number;
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** CPU time of the process that made the load, as a part of one core. */
  readonly ownCpu: number;
}

export type Answer = { readonly measured: Measured } | { readonly error: string };
