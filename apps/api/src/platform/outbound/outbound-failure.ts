const PROBLEMS = {
  'not-a-url': { isRefused: true, message: 'This is not a web address.' },
  'not-https': { isRefused: true, message: 'The address must begin with https://.' },
  'has-credentials': { isRefused: true, message: 'The address must not carry a user name or password.' },
  'private-address': { isRefused: true, message: 'The address leads into a private network, which is never called.' },
  'foreign-host': { isRefused: true, message: 'Sandbox mode calls no host but its own sandbox.' },
  'unknown-host': { isRefused: false, message: 'No such host: the name of the address cannot be resolved.' },
  'bad-certificate': { isRefused: false, message: 'The certificate of the host is not valid for its name.' },
  unreachable: { isRefused: false, message: 'The host could not be reached, or broke the connection off.' },
  'timed-out': { isRefused: false, message: 'The host did not answer in time.' },
  'too-large': { isRefused: false, message: 'The answer is larger than is accepted.' },
  'too-many-redirects': { isRefused: false, message: 'The address redirects too often.' },
  encoded: { isRefused: false, message: 'The answer is compressed although that was not asked for.' },
} as const satisfies Record<string, { isRefused: boolean; message: string }>;

export type OutboundProblem = keyof typeof PROBLEMS;

/**
 * A request that brought no answer. Its message is a sentence for people and never holds the address: addresses of feeds and webhooks
 * are secrets.
 */
export class OutboundFailure extends Error {
  constructor(
    readonly problem: OutboundProblem,
    options?: ErrorOptions,
  ) {
    super(PROBLEMS[problem].message, options);
    this.name = 'OutboundFailure';
  }

  /** True when the address itself is not allowed: nothing was sent, and trying again changes nothing. */
  get isRefused(): boolean {
    return PROBLEMS[this.problem].isRefused;
  }
}
