import { ApiProblem } from '@understudy/api-client';
import {
  AcknowledgeEscalation,
  ChangeEscalation,
  CloseEscalation,
  CreateEscalation,
  GetEscalation,
  GetEscalationTimeline,
  ReopenEscalation,
  ResolveEscalation,
  VoidEscalation,
} from '@understudy/contracts';
import fc from 'fast-check';
import { aWorld, type Organisation, type World } from './world.js';

const soak = process.env['UNDERSTUDY_SOAK'] === '1';
const numRuns = soak ? 2_000 : 60;

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
  // nothing but the commands moves anything
  await world.stopWorker();
  org = await world.organisation();
  await org.sql(`insert into escalation_categories (tenant_id, name) values ($1, 'Billing')`);
});
afterAll(() => world?.close());

/** Whether each may: Mia owns it, Ada is admin, Ana opened it and otherwise only sees it, Ben does not. */
const WHO = { mia: 'may', ada: 'may', ana: '403 identity.not-allowed', ben: '404 escalations.not-found' } as const;
type Name = keyof typeof WHO;

const ARROWS: Readonly<Record<string, readonly string[]>> = {
  open: ['investigating', 'resolved'],
  investigating: ['action_required', 'resolved'],
  action_required: ['investigating', 'resolved'],
  resolved: ['closed', 'investigating'],
  closed: [],
  void: [],
};
const isFinal = (status: string): boolean => status === 'closed' || status === 'void';

const said = fc.boolean();
const command = fc.record({
  who: fc.constantFrom<Name>('mia', 'mia', 'mia', 'mia', 'ada', 'ana', 'ben'),
  what: fc.oneof(
    { weight: 2, arbitrary: fc.record({ do: fc.constant('acknowledge' as const) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('resolve' as const), said }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('reopen' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('void' as const), said }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('retitle' as const), title: fc.constantFrom('a', 'b') }) },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('move' as const),
        to: fc.constantFrom('open', 'investigating', 'action_required', 'resolved', 'closed', 'void'),
        said,
      }),
    },
  ),
});
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** What the documents promise, as small as it can be said. */
class Model {
  status = 'open';
  title = 'x';
  changes = 1;
  isResolved = false;
  readonly entered = new Set(['open']);

  answer({ who, what }: Command): string {
    if (WHO[who] !== 'may' && !(who === 'ana' && this.isCorrection(what))) return WHO[who];
    switch (what.do) {
      case 'acknowledge':
        return this.status === 'open' ? this.to('investigating', true) : ILLEGAL;
      case 'reopen':
        return this.status === 'resolved' ? this.to('investigating', true) : ILLEGAL;
      case 'resolve':
        return this.to('resolved', what.said);
      case 'close':
        return this.to('closed', true);
      case 'void':
        return this.to('void', what.said);
      case 'retitle':
        return this.retitle(what.title);
      case 'move':
        return what.to === this.status ? 'ok' : this.to(what.to, what.said);
    }
  }

  /** Whoever opened it corrects its words and takes it back until somebody takes it on. */
  private isCorrection(what: Command['what']): boolean {
    const isTheirs = what.do === 'retitle' || what.do === 'void' || (what.do === 'move' && what.to === 'void');
    return isTheirs && this.status === 'open';
  }

  get allowed(): readonly string[] {
    return isFinal(this.status) ? [] : [...(ARROWS[this.status] ?? []), 'void'];
  }

  private to(status: string, isSaid: boolean): string {
    if (!this.allowed.includes(status)) return ILLEGAL;
    if (status === 'resolved' && !isSaid) return '422 escalations.resolution-required';
    const needsReason = status === 'void' || (this.status === 'resolved' && status === 'investigating');
    if (needsReason && !isSaid) return '422 escalations.reason-required';
    this.status = status;
    // closing and voiding leave it as it was
    if (!isFinal(status)) this.isResolved = status === 'resolved';
    this.entered.add(status);
    this.changes += 1;
    return 'ok';
  }

  private retitle(title: string): string {
    if (isFinal(this.status)) return '409 escalations.over';
    if (title !== this.title) this.changes += 1;
    this.title = title;
    return 'ok';
  }
}
const ILLEGAL = '409 escalations.illegal-transition';

async function send(escalation_id: string, { who, what }: Command): Promise<unknown> {
  const person = org[who];
  const resolution = { resolution_summary: 'solved', root_cause: 'a stuck job' };
  switch (what.do) {
    case 'acknowledge':
      return person.call(AcknowledgeEscalation, { escalation_id });
    case 'resolve':
      return person.call(ResolveEscalation, { escalation_id, ...(what.said && resolution) });
    case 'close':
      return person.call(CloseEscalation, { escalation_id });
    case 'reopen':
      return person.call(ReopenEscalation, { escalation_id, reason: 'not solved' });
    case 'void':
      return person.call(VoidEscalation, { escalation_id, ...(what.said && { reason: 'twice' }) });
    case 'retitle':
      return person.call(ChangeEscalation, { escalation_id, title: what.title });
    case 'move':
      return person.call(ChangeEscalation, {
        escalation_id,
        status: what.to,
        ...(what.said && { reason: 'because', ...(what.to === 'resolved' && resolution) }),
      });
  }
}

const answerTo = async (id: string, given: Command): Promise<{ answer: string; allowed: unknown }> => {
  try {
    await send(id, given);
    return { answer: 'ok', allowed: undefined };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const { status, code, ...details } = error.problem;
    return { answer: `${status} ${code}`, allowed: details['allowed'] };
  }
};

test(
  'whatever people send in whatever order, an escalation stands as the documents say',
  async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 3, maxLength: 10 }), async (commands) => {
        const { id } = await org.ana.call(CreateEscalation, {
          customer_id: org.customers[0] ?? '',
          category: 'Billing',
          severity: 'P2',
          title: 'x',
          description: 'x',
        });
        const model = new Model();
        for (const given of commands) {
          const from = model.status;
          const wanted = model.answer(given);
          const { answer, allowed } = await answerTo(id, given);
          expect([from, given, answer]).toEqual([from, given, wanted]);
          if (answer === ILLEGAL) expect(allowed).toEqual(ARROWS[from]);
          seen.add(answer === 'ok' ? `ok ${model.status}` : answer);
        }
        const row = await org.mia.call(GetEscalation, { escalation_id: id });
        expect(row).toMatchObject({ status: model.status, title: model.title, version: model.changes });
        expect(row.allowed_statuses).toEqual(model.allowed);
        const times = Object.entries(row.status_times);
        expect(new Set(times.flatMap(([status, at]) => (at === null ? [] : [status])))).toEqual(model.entered);
        expect(row.resolved_at !== null).toBe(model.isResolved);
        expect(row.closed_at !== null).toBe(isFinal(model.status));
        const { items } = await org.mia.call(GetEscalationTimeline, { escalation_id: id });
        expect(items).toHaveLength(model.changes);
      }),
      { numRuns },
    );
    expect([...seen].toSorted()).toEqual([
      '403 identity.not-allowed',
      '404 escalations.not-found',
      ILLEGAL,
      '409 escalations.over',
      '422 escalations.reason-required',
      '422 escalations.resolution-required',
      ...['action_required', 'closed', 'investigating', 'open', 'resolved', 'void'].map((status) => `ok ${status}`),
    ]);
  },
  soak ? 3_600_000 : 300_000,
);
