import fc from 'fast-check';
import { DomainError } from './errors.js';
import {
  type EscalationProgress,
  type EscalationStatus,
  ESCALATION_STATUSES,
  type EscalationWords,
  moveEscalation,
  nextEscalationStatuses,
  OPENED,
} from './escalations.js';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
/** 10,000 sequences, as promised; they take less than a second. */
const numRuns = process.env['UNDERSTUDY_SOAK'] === '1' ? 200_000 : 10_000;

const START = Temporal.Instant.from('2026-07-06T08:00:00Z');

/** The rules once more, as a person would note them on a sheet: arrows, and what each arrow asks for. */
class Sheet {
  status = 'open';
  firstResponse: number | null = null;
  resolved: number | null = null;
  ended: number | null = null;
  summary: string | null = null;
  cause: string | null = null;
  outcome: string | null = null;
  voidedBecause: string | null = null;

  static readonly ARROWS = [
    'open>investigating',
    'open>resolved',
    'investigating>action_required',
    'action_required>investigating',
    'investigating>resolved',
    'action_required>resolved',
    'resolved>closed',
    'resolved>investigating',
    'open>void',
    'investigating>void',
    'action_required>void',
    'resolved>void',
  ];

  /** What happened: "moved", or the code of the refusal. */
  move(to: string, at: number, words: EscalationWords): string {
    if (!Sheet.ARROWS.includes(`${this.status}>${to}`)) return 'escalations.illegal-transition';
    const isSaid = (text: string | null | undefined) => /\S/.test(text ?? '');
    const needsReason = to === 'void' || (this.status === 'resolved' && to === 'investigating');
    if (needsReason && !isSaid(words.reason)) return 'escalations.reason-required';
    if (to === 'resolved') {
      if (!isSaid(words.resolutionSummary)) return 'escalations.resolution-required';
      if (!isSaid(words.rootCause) && words.withoutRootCause !== true) return 'escalations.resolution-required';
    }
    this.note(to, at, words);
    return 'moved';
  }

  private note(to: string, at: number, words: EscalationWords): void {
    const trimmed = (text: string | null | undefined) => (text ?? '').trim() || null;
    this.status = to;
    if (to === 'void') {
      this.ended = at;
      this.voidedBecause = trimmed(words.reason);
      return;
    }
    this.firstResponse ??= at;
    if (to === 'closed') this.ended = at;
    if (to === 'resolved') {
      this.resolved = at;
      this.summary = trimmed(words.resolutionSummary);
      this.cause = trimmed(words.rootCause);
      this.outcome = words.outcome ?? null;
    }
    if (to === 'investigating' || to === 'action_required')
      Object.assign(this, { resolved: null, summary: null, cause: null, outcome: null });
  }
}

const text = fc.constantFrom(undefined, null, '', '  ', 'because', ' solved ');
const command = fc.record({
  to: fc.constantFrom(...ESCALATION_STATUSES),
  minutes: fc.integer({ min: 0, max: 600 }),
  words: fc.record({
    reason: text,
    resolutionSummary: text,
    rootCause: text,
    outcome: fc.constantFrom(undefined, null, 'saved' as const, 'lost' as const, 'not_applicable' as const),
    withoutRootCause: fc.boolean(),
  }),
});

const attempt = (
  escalation: EscalationProgress,
  to: EscalationStatus,
  now: Temporal.Instant,
  words: EscalationWords,
): { readonly escalation: EscalationProgress; readonly answer: string } => {
  try {
    return { escalation: moveEscalation(escalation, to, now, words), answer: 'moved' };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, details } = error;
    if (code === 'escalations.illegal-transition' && details['allowed'] !== nextEscalationStatuses(escalation.status))
      return { escalation, answer: `${code} without the allowed ones` };
    return { escalation, answer: code };
  }
};

const minutesFrom = (at: Temporal.Instant | null): number | null => at && START.until(at).total('minutes');

const nextOnSheet = (status: string): string =>
  Sheet.ARROWS.filter((arrow) => arrow.startsWith(`${status}>`) && !arrow.endsWith('>void'))
    .map((arrow) => arrow.slice(arrow.indexOf('>') + 1))
    .toSorted()
    .join();

const asSheet = (escalation: EscalationProgress) => ({
  status: escalation.status,
  firstResponse: minutesFrom(escalation.acknowledgedAt),
  resolved: minutesFrom(escalation.resolvedAt),
  ended: minutesFrom(escalation.closedAt),
  summary: escalation.resolutionSummary,
  cause: escalation.rootCause,
  outcome: escalation.outcome,
  voidedBecause: escalation.voidedReason,
});

/** Where product and sheet differ on the way, as text: comparing text 200,000 times is quick, `expect` is not. */
function divergences(
  commands: readonly (typeof command extends fc.Arbitrary<infer C> ? C : never)[],
  seen: Set<string>,
) {
  const sheet = new Sheet();
  let escalation = OPENED;
  let minutes = 0;
  return commands.flatMap(({ to, minutes: passed, words }) => {
    minutes += passed;
    const done = attempt(escalation, to, START.add({ minutes }), words);
    escalation = done.escalation;
    seen.add(`${escalation.status} ${done.answer}`);
    const product = [done.answer, nextEscalationStatuses(escalation.status).toSorted().join(), asSheet(escalation)];
    const noted = [sheet.move(to, minutes, words), nextOnSheet(sheet.status), { ...sheet }];
    const [is, wanted] = [JSON.stringify(product), JSON.stringify(noted)];
    return is === wanted ? [] : [`${is} instead of ${wanted}`];
  });
}

test('whatever is done in whatever order, an escalation stands as the sheet says', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.array(command, { minLength: 1, maxLength: 20 }), (commands) => {
      const found = divergences(commands, reached);
      if (found.length > 0) throw new Error(found.join('\n'));
    }),
    { numRuns },
  );
  // the sequences went everywhere: every status was reached, and every refusal
  for (const status of ESCALATION_STATUSES.filter((each) => each !== 'open'))
    expect(reached).toContain(`${status} moved`);
  for (const code of ['illegal-transition', 'reason-required', 'resolution-required'])
    expect([...reached].some((each) => each.endsWith(code))).toBe(true);
});
