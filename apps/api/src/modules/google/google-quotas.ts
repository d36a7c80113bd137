/** So many units in any sixty seconds. */
export interface Allowance {
  readonly perMinute: number;
}
/** One request's claim on one allowance. */
export interface Claim {
  /** Who shares it: "calendar", or "calendar ana@harbor.example". */
  readonly bucket: string;
  readonly allowance: Allowance;
  readonly units: number;
}
/** A token bucket at one moment of the machine's clock. */
export interface Bucket {
  readonly units: number;
  readonly atMs: number;
}

/** A tenth may go at once and nine tenths flow in within a minute: together never more than the allowance in any sixty seconds. */
const BURST = 0.1;
const burstOf = ({ perMinute }: Allowance): number => perMinute * BURST;
const perMs = ({ perMinute }: Allowance): number => (perMinute * (1 - BURST)) / 60_000;

/** The bucket as it is at `nowMs`; one nobody used yet is full. */
export const filled = (bucket: Bucket | undefined, allowance: Allowance, nowMs: number): Bucket => ({
  units: bucket
    ? Math.min(burstOf(allowance), bucket.units + Math.max(0, nowMs - bucket.atMs) * perMs(allowance))
    : burstOf(allowance),
  atMs: nowMs,
});

/** Milliseconds until the claim fits; 0: now. A claim larger than the burst goes when the bucket is full, and leaves a debt. */
export function waitFor({ allowance, units }: Claim, bucket: Bucket): number {
  const needed = Math.min(units, burstOf(allowance));
  return bucket.units >= needed ? 0 : Math.ceil((needed - bucket.units) / perMs(allowance));
}

export const isFull = (bucket: Bucket, allowance: Allowance): boolean => bucket.units >= burstOf(allowance);

/**
 * Google's published limits, for a Google Cloud project (one per installation) and for each account in it. Calendar: "600 per minute per user",
 * "10,000 per minute per project" (Manage quotas). Gmail: 6,000 units per minute per user, 1,200,000 per project, by method (Usage limits),
 * and 60 messages sent a minute. Docs: 60 writes and 300 reads a minute per user, 600 and 3,000 per project. Directory: 2,400 a minute per user.
 */
const LIMITS = {
  calendar: { user: 600, project: 10_000 },
  gmail: { user: 6_000, project: 1_200_000 },
  sends: { user: 60, project: null },
  docsReads: { user: 300, project: 3_000 },
  docsWrites: { user: 60, project: 600 },
  drive: { user: 12_000, project: 12_000 },
  directory: { user: 2_400, project: null },
} as const satisfies Record<string, { user: number; project: number | null }>;

/** Units of the Gmail methods in use, the dearest that match; by the documentation's table of quota units. */
const GMAIL_UNITS: readonly (readonly [verb: string, path: RegExp, units: number])[] = [
  ['POST', /\/messages\/send$/, 100],
  ['POST', /\/drafts\/send$/, 100],
  ['POST', /\/settings\/(?:delegates|forwardingAddresses|sendAs)$/, 100],
  ['GET', /\/(?:messages|threads)\/[^/]+$/, 20],
  ['GET', /\/settings\//, 1],
  ['GET', /\/(?:profile|labels)/, 1],
];
const GMAIL_DEFAULT_UNITS = 10;

/** What a request to Google counts against, from its verb and path. */
export function claimsOf(email: string, verb: string, path: string): Claim[] {
  const claims = (api: keyof typeof LIMITS, units = 1): Claim[] => {
    const { user, project } = LIMITS[api];
    return [
      { bucket: `${api} ${email.toLowerCase()}`, allowance: { perMinute: user }, units },
      ...(project === null ? [] : [{ bucket: api, allowance: { perMinute: project }, units }]),
    ];
  };
  if (/^\/(?:upload\/)?calendar\//.test(path)) return claims('calendar');
  if (/^\/(?:upload\/)?gmail\//.test(path)) {
    const units = GMAIL_UNITS.find(([of, pattern]) => of === verb && pattern.test(path))?.[2] ?? GMAIL_DEFAULT_UNITS;
    return [...claims('gmail', units), ...(units === 100 && path.endsWith('/send') ? claims('sends') : [])];
  }
  if (path.startsWith('/v1/documents')) return claims(verb === 'GET' ? 'docsReads' : 'docsWrites');
  if (path.startsWith('/admin/directory/')) return claims('directory');
  return claims('drive');
}
