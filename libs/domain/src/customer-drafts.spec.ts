import { NOTICE_LANGUAGES } from './notice-templates.js';
import { draftProposal } from './customer-draft-words.js';
import {
  DRAFT_STATES,
  type DraftPeople,
  draftSteps,
  type DraftStep,
  foreignRecipients,
  mayDecideDraft,
  stepDraft,
} from './customer-drafts.js';
import { asId, type UserId } from './ids.js';
import { mentionedIn, withoutMentionIds } from './mentions.js';

const user = (n: number) => asId<UserId>(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const [ANA, BEN, MIA, MAX, SAM] = [user(1), user(2), user(3), user(4), user(5)];

describe('steps', () => {
  test('nothing that is to be sent has come past approval, and an edit takes it back', () => {
    for (const state of DRAFT_STATES)
      for (const step of ['edit', 'approve', 'reject', 'send'] as const satisfies readonly DraftStep[]) {
        if (!draftSteps(state).includes(step)) {
          expect(() => stepDraft(state, step)).toThrow('drafts.illegal-step');
          continue;
        }
        if (step === 'edit') expect(stepDraft(state, step)).toBe('waiting');
        if (step === 'send') expect(['approved', 'failed', 'to_copy']).toContain(state);
      }
    expect(() => stepDraft('waiting', 'send')).toThrow('drafts.illegal-step');
    expect(() => stepDraft('sent', 'edit')).toThrow('drafts.illegal-step');
  });
});

describe('who decides', () => {
  const people: DraftPeople = { authorId: ANA, editedByUserId: ANA, csmId: ANA, ownerId: BEN, approverIds: [SAM] };
  const manager = (userId: UserId, ...managed: UserId[]) => ({ userId, managed: new Set([userId, ...managed]) });

  test.each<[string, UserId, ReadonlySet<UserId> | null, boolean]>([
    ['an approver', SAM, new Set(), true],
    ['an admin', MAX, null, true],
    ['the manager of the CSM', MIA, new Set([MIA, ANA]), true],
    ['the manager of the owner', MIA, new Set([MIA, BEN]), true],
    ['a manager of others', MAX, new Set([MAX, SAM]), false],
    ['the owner, who manages themselves and nobody else', BEN, new Set([BEN]), false],
    ['somebody else', MAX, new Set(), false],
  ])('%s', (_, userId, managed, may) => {
    expect(mayDecideDraft(people, { userId, managed })).toBe(may);
  });

  test('never whoever wrote it or changed it last, whatever they are', () => {
    expect(mayDecideDraft({ ...people, approverIds: [ANA] }, { userId: ANA, managed: null })).toBe(false);
    expect(mayDecideDraft({ ...people, editedByUserId: MIA }, manager(MIA, ANA, BEN))).toBe(false);
  });
});

test('only the customer is written to: their contacts, and addresses on their domains as a whole', () => {
  const customer = { domains: ['Acme.example'], contactEmails: ['Lena@agency.example'] };
  const to = (...emails: string[]) =>
    foreignRecipients(
      emails.map((email) => ({ name: 'x', email })),
      customer,
    );

  expect(to('any@ACME.example', 'lena@AGENCY.example')).toEqual([]);
  expect(
    to('a@evil-acme.example', 'a@acme.example.evil.example', 'b@agency.example', 'a@sub.acme.example'),
  ).toHaveLength(4);
  expect(to('a@acme.example\r\nBcc: x@evil.example')).toHaveLength(1);
});

describe('words to begin with', () => {
  const facts = {
    contactName: 'Lena Vogt',
    customerName: 'Acme',
    organisation: 'Harbor',
    authorName: 'Ana Lima',
    ownerName: 'Ben Okoro',
    isResolved: false,
  };
  test.each([...NOTICE_LANGUAGES])('in %s, before and after it is solved', (language) => {
    const [working, solved] = [draftProposal(facts, language), draftProposal({ ...facts, isResolved: true }, language)];
    expect(working).toMatchObject({ language, subject: expect.stringContaining('Acme') });
    for (const part of ['Lena Vogt', 'Ben Okoro', 'Ana Lima', 'Harbor']) expect(working.body).toContain(part);
    expect(solved.body).not.toBe(working.body);
    expect(draftProposal({ ...facts, contactName: null, ownerName: null }, language).body).not.toContain('null');
  });

  test('an unknown language is English, a region of a known one is known', () => {
    expect(draftProposal(facts, 'xx').language).toBe('en');
    expect(draftProposal(facts, 'pt-BR').language).toBe('pt');
  });
});

describe('mentions', () => {
  test('those in the text and those picked, once each', () => {
    const text = `@[Ben](${BEN}) and @[Sam Osei](${SAM.toUpperCase()}), again @[Ben](${BEN}); not @[x](nobody) nor [Mia](${MIA})`;
    expect(mentionedIn(text, [MAX, BEN])).toEqual([BEN, SAM, MAX]);
    expect(withoutMentionIds(`Ask @[Ben Okoro](${BEN}) now`)).toBe('Ask @Ben Okoro now');
    expect(mentionedIn('@['.repeat(20_000))).toEqual([]);
  });
});
