/** PRD-243 FR-4 where nothing is connected: the discussion, news to everybody, words to customers, the war room that is a thread. */
import { randomUUID } from 'node:crypto';
import {
  AcknowledgeEscalation,
  AddEscalationStakeholder,
  type AnswerOf,
  ApproveCustomerDraft,
  AssignEscalation,
  BroadcastEscalation,
  ChangeCustomerDraft,
  ChangeEscalation,
  CreateConversation,
  CreateCustomerDraft,
  EscalateConversation,
  GetCustomerDraft,
  GetEscalation,
  GetEscalationTimeline,
  ListCustomerDrafts,
  ListEscalationBroadcasts,
  ListEscalationUpdates as ListUpdates,
  ListNotifications,
  PostEscalationUpdate,
  ProposeCustomerDraft,
  RejectCustomerDraft,
  SendCustomerDraft,
  type WireOf,
} from '@understudy/contracts';
import { NOTICE_LANGUAGES } from '@understudy/domain';
import { escalate, updates, withCategories } from './escalating.js';
import { aContact } from './noticing.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
  await withCategories(org);
});

const comment = (who: Person, id: string, text: string, more: Partial<WireOf<typeof PostEscalationUpdate>> = {}) =>
  who.call(PostEscalationUpdate, { escalation_id: id, comment: text, ...more });
const mention = ({ name, id }: Person) => `@[${name}](${id})`;
const told = async (who: Person) =>
  (await who.call(ListNotifications, { limit: 100 })).items.flatMap(({ items }) => items.map(({ title }) => title));

describe('PRD-243 FR-4.1: the internal discussion', () => {
  test('a comment is kept as typed and shown as harmless HTML, between everything else that happened', async () => {
    const { id } = await escalate(org);
    await org.ben.call(AcknowledgeEscalation, { escalation_id: id });
    const typed = '**Looking**\n\n<script>alert(1)</script> [x](javascript:alert(1))';
    const made = await comment(org.ben, id, typed);

    expect(made).toMatchObject({ update_type: 'comment', comment: typed, is_internal: true, user: { name: 'ben' } });
    expect(made.comment_html).toContain('<strong>Looking</strong>');
    expect(made.comment_html).not.toMatch(/<script|href="javascript/);
    const all = await updates(org.ana, id);
    expect(all.map(({ update_type: type, user }) => `${user?.name}: ${type}`).slice(0, 2)).toEqual([
      'ben: comment',
      'ben: status_change',
    ]);
    expect(all[0]).toMatchObject({ id: made.id, comment: typed });
    expect(all[1]).toMatchObject({
      previous_value: { status: 'open' },
      new_value: { status: 'investigating' },
      comment: null,
    });
  });

  test('why something was changed or moved stands beside what was and what is', async () => {
    const { id } = await escalate(org);
    await org.ben.call(AcknowledgeEscalation, { escalation_id: id });
    await org.ben.call(ChangeEscalation, { escalation_id: id, severity: 'P3', reason: 'A workaround holds' });
    await org.ben.call(ChangeEscalation, { escalation_id: id, status: 'action_required', reason: 'They send a copy' });

    const [moved, changed] = await updates(org.ana, id);
    expect(moved).toMatchObject({ new_value: { status: 'action_required' }, reason: 'They send a copy' });
    expect(changed).toMatchObject({ new_value: { severity: 'P3' }, reason: 'A workaround holds' });
  });

  test('pages hold each once, and one kind can be asked for', async () => {
    const { id } = await escalate(org);
    for (let n = 0; n < 7; n++) await comment(org.ana, id, `Comment ${n}`);
    await world.settle();
    const all = await updates(org.ana, id);
    const seen: unknown[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: { items: unknown[]; next_cursor: string | null } = await org.ana.call(ListUpdates, {
        escalation_id: id,
        limit: 3,
        ...(cursor && { cursor }),
      });
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items);
      cursor = page.next_cursor ?? undefined;
    }

    expect(seen).toEqual(all);
    const comments = await updates(org.ana, id, { update_type: 'comment' });
    expect(comments.map(({ comment: text }) => text)).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `Comment ${n}`));
    expect(await org.ana.refused(ListUpdates, { escalation_id: id, cursor: 'eyJzZXEiOiJ4In0' })).toBe(
      '400 request.malformed',
    );
  });

  test('whoever is mentioned is told, follows it from then on and may see it; a stranger to it could not', async () => {
    const { id } = await escalate(org);
    expect(await org.eli.refused(GetEscalation, { escalation_id: id })).toBe('404 escalations.not-found');
    const made = await comment(org.ana, id, `${mention(org.eli)} do you know this? And ${mention(org.ben)}?`);
    await world.settle();

    expect(made.mentioned.map(({ name }) => name)).toEqual(['ben', 'eli']);
    expect(made).toMatchObject({ summary: 'Commented', comment_html: '<p>@eli do you know this? And @ben?</p>' });
    expect(made.now_following.map(({ name }) => name)).toEqual(['eli']);
    expect(await told(org.eli)).toContain('ana mentioned you, P2 at Customer 0001: All is down');
    const { stakeholders } = await org.eli.call(GetEscalation, { escalation_id: id });
    expect(stakeholders).toContainEqual({ user: expect.objectContaining({ name: 'eli' }), role: 'watcher' });
    await comment(org.eli, id, 'Yes, I do');
    await world.settle();
    expect(await told(org.ben)).toContain('eli commented, P2 at Customer 0001: All is down');
    expect((await told(org.ana)).filter((title) => title.startsWith('ana'))).toEqual([]);
  });

  test('only people of the organisation are mentioned, and a wrong mention saves nothing', async () => {
    const { id } = await escalate(org);
    const theirs = await world.organisation();
    for (const mentioned of [theirs.ana.id, randomUUID()]) {
      const text = { escalation_id: id, comment: `@[Somebody](${mentioned})` };
      expect(await org.ana.refused(PostEscalationUpdate, text)).toBe('404 users.not-found');
      const picked = { escalation_id: id, comment: 'x', mentioned_user_ids: [mentioned] };
      expect(await org.ana.refused(PostEscalationUpdate, picked)).toBe('404 users.not-found');
    }
    expect(await updates(org.ana, id, { update_type: 'comment' })).toEqual([]);
  });

  test('a correction is a comment of its own: both stay, only one’s own, each once', async () => {
    const { id } = await escalate(org);
    const first = await comment(org.ana, id, `It is the datbase, ${mention(org.eli)}`);
    const edits = { edits_update_id: first.id ?? '' };
    const second = await comment(org.ana, id, `It is the database, ${mention(org.eli)}`, edits);
    await world.settle();

    const [latest, before] = await updates(org.ana, id, { update_type: 'comment' });
    expect(latest).toMatchObject({ id: second.id, edits_update_id: first.id, summary: 'Corrected a comment' });
    expect(latest?.previous_value).toEqual({ comment: first.comment });
    expect(before).toMatchObject({ comment: first.comment, edited_by_update_id: second.id });
    expect((await told(org.eli)).filter((title) => title.includes('mentioned'))).toHaveLength(1);
    const again = { escalation_id: id, comment: 'x', ...edits };
    expect(await org.ana.refused(PostEscalationUpdate, again)).toBe('409 escalation-updates.edited-already');
    expect(await org.ben.refused(PostEscalationUpdate, { ...again, edits_update_id: second.id ?? '' })).toBe(
      '403 escalation-updates.not-yours',
    );
    const other = await escalate(org, { customer_id: org.customers[1] ?? '' });
    expect(await org.ana.refused(PostEscalationUpdate, { ...again, escalation_id: other.id })).toBe(
      '404 escalation-updates.not-found',
    );
    await expect(org.sql(`update escalation_updates set comment = 'x' where tenant_id = $1`)).rejects.toThrow(
      'permission denied',
    );
    await expect(org.sql('delete from escalation_updates where tenant_id = $1')).rejects.toThrow('permission denied');
  });

  test('who cannot see it cannot write or read; what has a command of its own is not made here', async () => {
    const { id } = await escalate(org);
    const theirs = await world.organisation();
    for (const stranger of [org.gus, org.sam, theirs.ada]) {
      expect(await stranger.refused(PostEscalationUpdate, { escalation_id: id, comment: 'x' })).toBe(
        '404 escalations.not-found',
      );
      expect(await stranger.refused(ListUpdates, { escalation_id: id })).toBe('404 escalations.not-found');
    }
    const move = { escalation_id: id, comment: 'Done', update_type: 'status_change' as const };
    expect(await org.ben.refused(PostEscalationUpdate, move)).toBe('422 escalation-updates.has-its-command');
    for (const wrong of ['', '   ', 'x'.repeat(20_001), 'a\0b'])
      expect(await org.ben.refused(PostEscalationUpdate, { escalation_id: id, comment: wrong })).toBe(
        '400 request.malformed',
      );
  });
});

describe('an escalation that comes from a conversation', () => {
  test('its supporter is told; whoever asked reads what is not internal, and what they write is not', async () => {
    const conversation = await org.eli.call(CreateConversation, { channel: 'chat', subject: 'Cannot sign in' });
    const { escalation_id: id } = await org.eli.call(EscalateConversation, {
      tenant_id: org.tenantId,
      session_id: conversation.id,
      reason: 'Still cannot',
      priority: 'high',
    });
    await world.settle();
    expect((await told(org.sam)).some((title) => title.startsWith('New escalation, P1: '))).toBe(true);
    await comment(org.sam, id, 'Between us: their browser is old');
    await comment(org.sam, id, 'Please update your browser', { is_internal: false });
    expect((await comment(org.eli, id, 'I did')).is_internal).toBe(false);
    await world.settle();

    const said = async (who: Person) =>
      (await updates(who, id, { update_type: 'comment' })).map(({ comment: text }) => text);
    expect(await said(org.eli)).toEqual(['I did', 'Please update your browser']);
    expect(await said(org.sam)).toHaveLength(3);
    expect((await told(org.eli)).filter((title) => title.startsWith('sam commented'))).toHaveLength(1);
    expect((await org.sam.call(GetEscalation, { escalation_id: id })).war_room).toBeNull();
    expect(await org.sam.refused(ProposeCustomerDraft, { escalation_id: id })).toBe('422 drafts.no-customer');
  });

  test('whoever asked reads how it stands, and nothing of how it is worked on', async () => {
    const [customer = ''] = org.customers;
    const conversation = await org.eli.call(CreateConversation, {
      channel: 'chat',
      subject: 'Cannot sign in',
      customer_id: customer,
    });
    const { escalation_id: id } = await org.eli.call(EscalateConversation, {
      tenant_id: org.tenantId,
      session_id: conversation.id,
      reason: 'Still cannot',
      priority: 'high',
    });
    const contact = await aContact(org, customer);
    const draft = { escalation_id: id, to: [{ stakeholder_id: contact.id }], subject: 'Secret', body: 'Secret words' };
    const written = await org.sam.call(CreateCustomerDraft, draft);
    await org.sam.call(ChangeCustomerDraft, { escalation_id: id, draft_id: written.id, body: 'Other secret words' });
    await org.sam.call(ChangeEscalation, { escalation_id: id, arr_at_risk: 4242 });
    await org.ada.call(AssignEscalation, {
      escalation_id: id,
      primary_owner_id: org.gus.id,
      reason: 'Secret, too slow',
    });
    await comment(org.gus, id, 'Secret: it is us');
    await org.gus.call(AcknowledgeEscalation, { escalation_id: id });
    await org.gus.call(ChangeEscalation, { escalation_id: id, status: 'action_required', reason: 'Secret cause' });
    await comment(org.gus, id, 'Please wait', { is_internal: false });

    const read = await updates(org.eli, id);
    expect(read.map(({ summary, comment: said, new_value: now }) => said ?? [summary, now])).toEqual([
      'Please wait',
      ['Moved it', { status: 'action_required' }],
      ['Took it on', { status: 'investigating' }],
      ['Escalated', null],
    ]);
    const pages: unknown[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page: AnswerOf<typeof GetEscalationTimeline> = await org.eli.call(GetEscalationTimeline, {
        escalation_id: id,
        limit: 1,
        ...(cursor && { cursor }),
      });
      pages.push(...page.items);
      cursor = page.next_cursor;
    }
    expect(pages).toMatchObject(
      ['commented', 'moved', 'acknowledged', 'created'].map((type) => ({ type: `escalation.${type}` })),
    );
    expect(JSON.stringify([read, pages])).not.toMatch(/secret|4242/i);
    expect(JSON.stringify(await updates(org.gus, id))).toMatch(/secret/i);

    const ids = { escalation_id: id, draft_id: written.id };
    expect(
      await Promise.all([
        org.eli.refused(ProposeCustomerDraft, { escalation_id: id }),
        org.eli.refused(CreateCustomerDraft, draft),
        org.eli.refused(ListCustomerDrafts, { escalation_id: id }),
        org.eli.refused(GetCustomerDraft, ids),
        org.eli.refused(SendCustomerDraft, ids),
      ]),
    ).toEqual(Array(5).fill('403 identity.not-allowed'));
  });

  test('whoever asked reads the news that went to them, and none that went to others', async () => {
    const conversation = await org.eli.call(CreateConversation, { channel: 'chat', subject: 'Cannot sign in' });
    const { escalation_id: id } = await org.eli.call(EscalateConversation, {
      tenant_id: org.tenantId,
      session_id: conversation.id,
      reason: 'Still cannot',
      priority: 'high',
    });
    await org.sam.call(AddEscalationStakeholder, { escalation_id: id, user_id: org.gus.id, role: 'informed' });
    await org.sam.call(BroadcastEscalation, { escalation_id: id, message: 'Not for eli', roles: ['informed'] });
    await org.sam.call(BroadcastEscalation, { escalation_id: id, message: 'For whoever follows', roles: ['watcher'] });

    const news = async (who: Person) =>
      (await who.call(ListEscalationBroadcasts, { escalation_id: id })).items.map(({ message }) => message);
    expect(await news(org.eli)).toEqual(['For whoever follows']);
    expect(await news(org.gus)).toEqual(['For whoever follows', 'Not for eli']);
  });
});

describe('PRD-243 FR-4.5: news to everybody on it', () => {
  test('everybody in the roles asked for gets them, and the list says who', async () => {
    const { id } = await escalate(org);
    for (const [who, role] of [
      [org.eli, 'informed'],
      [org.gus, 'approver'],
    ] as const)
      await org.mia.call(AddEscalationStakeholder, { escalation_id: id, user_id: who.id, role });
    const made = await org.ben.call(BroadcastEscalation, { escalation_id: id, message: 'The **fix** is out' });
    await world.settle();

    expect(made.message_html).toBe('<p>The <strong>fix</strong> is out</p>');
    const { items } = await org.eli.call(ListEscalationBroadcasts, { escalation_id: id });
    expect(items).toHaveLength(1);
    expect(items[0]?.recipients.map(({ user, role, told_at: at }) => [user.name, role, at !== null])).toEqual([
      ['ana', 'watcher', true],
      ['eli', 'informed', true],
      ['gus', 'approver', true],
    ]);
    const [news] = (await org.eli.call(ListNotifications, { kind: 'escalation.broadcast' })).items;
    expect(news).toMatchObject({
      title: 'News from ben, P2 at Customer 0001: All is down',
      details: 'The **fix** is out',
      link: `/escalations/${id}`,
    });
    expect((await updates(org.gus, id))[0]).toMatchObject({ update_type: 'broadcast', comment: 'The **fix** is out' });
  });

  test('somebody who is away gets them when they are back', async () => {
    const { id } = await escalate(org);
    await org.mia.call(AddEscalationStakeholder, { escalation_id: id, user_id: org.eva.id, role: 'informed' });
    await org.absence(org.eva, 0, 1);
    await world.settle();
    await org.ben.call(BroadcastEscalation, { escalation_id: id, message: 'News', roles: ['informed'] });
    await world.settle();
    const reached = async () =>
      (await org.ben.call(ListEscalationBroadcasts, { escalation_id: id })).items[0]?.recipients.map(
        ({ user, told_at: at }) => [user.name, at !== null],
      );

    expect(await reached()).toEqual([['eva', false]]);
    await world.forward('P2D');
    expect(await reached()).toEqual([['eva', true]]);
  });

  test('whoever only follows it does not speak to everybody, and to nobody is nothing to say', async () => {
    const { id } = await escalate(org);
    const news = { escalation_id: id, message: 'News' };
    expect(await org.ana.refused(BroadcastEscalation, news)).toBe('403 identity.not-allowed');
    expect(await org.gus.refused(BroadcastEscalation, news)).toBe('404 escalations.not-found');
    expect(await org.ben.refused(BroadcastEscalation, { ...news, roles: ['informed'] })).toBe(
      '422 escalations.nobody-to-tell',
    );
    expect((await org.ana.call(ListEscalationBroadcasts, { escalation_id: id })).items).toEqual([]);
  });
});

describe('PRD-243 FR-4.4: words to the customer', () => {
  const draft = async (id: string, by: Person, more: Partial<WireOf<typeof CreateCustomerDraft>> = {}) => {
    const contact = await aContact(org, org.customers[0]);
    const to = [{ stakeholder_id: contact.id }];
    return by.call(CreateCustomerDraft, { escalation_id: id, to, subject: 'We are on it', body: 'Soon.', ...more });
  };
  const get = (who: Person, id: string, draftId: string) =>
    who.call(GetCustomerDraft, { escalation_id: id, draft_id: draftId });

  test('a second person approves; without a mail service it is there to be copied, and says so', async () => {
    const { id } = await escalate(org);
    const { id: draftId, version, state, note } = await draft(id, org.ana);
    const ids = { escalation_id: id, draft_id: draftId };
    expect([state, note]).toEqual(['waiting', 'It waits for a second person to approve it.']);
    await world.settle();
    expect(await told(org.mia)).toContain(
      'ana wrote to the customer. May it be sent? P2 at Customer 0001: All is down',
    );

    expect(await org.ana.refused(SendCustomerDraft, ids)).toBe('409 drafts.illegal-step');
    for (const notTheirs of [org.ana, org.ben])
      expect(await notTheirs.refused(ApproveCustomerDraft, { ...ids, version })).toBe('403 drafts.not-yours-to-decide');
    const approved = await org.mia.call(ApproveCustomerDraft, { ...ids, version });
    expect(approved).toMatchObject({ state: 'approved', decided_by: { name: 'mia' } });
    expect(await org.ana.call(SendCustomerDraft, ids)).toMatchObject({
      state: 'to_copy',
      note: 'No mail service is connected: copy it and send it yourself. It is approved.',
      subject: 'We are on it',
    });
    expect((await updates(org.ben, id, { update_type: 'customer_draft' })).map(({ summary }) => summary)).toEqual([
      'No mail service is connected: the words to the customer are to be copied',
      'Approved the words to the customer',
      'Wrote to the customer; it waits for approval',
    ]);
  });

  test('an edit takes the approval back, and what was changed meanwhile is not approved', async () => {
    const { id } = await escalate(org);
    const { id: draftId, version } = await draft(id, org.ana);
    const ids = { escalation_id: id, draft_id: draftId };
    const edited = await org.ana.call(ChangeCustomerDraft, { ...ids, body: 'Tomorrow.' });
    expect(await org.mia.refused(ApproveCustomerDraft, { ...ids, version })).toBe('409 version.stale');
    const approved = await org.mia.call(ApproveCustomerDraft, { ...ids, version: edited.version });
    expect(approved.state).toBe('approved');
    // the same words change nothing
    expect((await org.ana.call(ChangeCustomerDraft, { ...ids, body: 'Tomorrow.' })).state).toBe('approved');
    expect(await org.ana.call(ChangeCustomerDraft, { ...ids, subject: 'Other' })).toMatchObject({
      state: 'waiting',
      decided_by: null,
    });
    expect(await org.ana.refused(SendCustomerDraft, ids)).toBe('409 drafts.illegal-step');
    // and whoever changed it last is not the second person
    const byManager = await org.mia.call(ChangeCustomerDraft, { ...ids, subject: 'By Mia' });
    expect(await org.mia.refused(ApproveCustomerDraft, { ...ids, version: byManager.version })).toBe(
      '403 drafts.not-yours-to-decide',
    );
    expect((await org.ada.call(ApproveCustomerDraft, { ...ids, version: byManager.version })).state).toBe('approved');
  });

  test('approved and changed at the same moment: never approved words that nobody read', async () => {
    const { id } = await escalate(org);
    const { id: draftId, version } = await draft(id, org.ana);
    const ids = { escalation_id: id, draft_id: draftId };
    await Promise.allSettled([
      org.mia.call(ApproveCustomerDraft, { ...ids, version }),
      org.ana.call(ChangeCustomerDraft, { ...ids, body: 'Other words' }),
    ]);
    const after = await get(org.ada, id, draftId);
    expect(after).toMatchObject({ state: 'waiting', body: 'Other words', decided_by: null });
  });

  test('an approver of the escalation decides; a reason comes with a no, and the author hears it', async () => {
    const { id } = await escalate(org);
    await org.mia.call(AddEscalationStakeholder, { escalation_id: id, user_id: org.gus.id, role: 'approver' });
    const { id: draftId, version } = await draft(id, org.ana);
    const ids = { escalation_id: id, draft_id: draftId };
    expect(await get(org.gus, id, draftId)).toMatchObject({ may_decide: true });
    expect(await org.gus.refused(RejectCustomerDraft, { ...ids, reason: ' ' })).toBe('400 request.malformed');
    expect(await org.gus.call(RejectCustomerDraft, { ...ids, reason: 'Promises too much' })).toMatchObject({
      state: 'rejected',
      rejected_reason: 'Promises too much',
    });
    await world.settle();
    expect(await told(org.ana)).toContain(
      'gus did not approve your words to the customer, P2 at Customer 0001: All is down',
    );
    expect(await org.gus.refused(ApproveCustomerDraft, { ...ids, version })).toBe('409 drafts.illegal-step');
    const theirs = await world.organisation();
    expect(await theirs.ada.refused(GetCustomerDraft, ids)).toBe('404 escalations.not-found');
    expect(await org.eli.refused(ListCustomerDrafts, { escalation_id: id })).toBe('404 escalations.not-found');
    expect(await org.ada.refused(GetCustomerDraft, { ...ids, draft_id: randomUUID() })).toBe('404 drafts.not-found');
  });

  test('only the customer is written to', async () => {
    const { id } = await escalate(org);
    await org.sql(`insert into customer_domains (tenant_id, domain, customer_id) values ($1, $2, $3)`, [
      `acme-${org.customers[0]}.example`,
      org.customers[0],
    ]);
    const to = (email: string) => ({ escalation_id: id, subject: 'x', body: 'x', to: [{ email }] });
    for (const email of ['thief@evil.example', `x@evil-acme-${org.customers[0]}.example`, org.ben.email])
      expect(await org.ana.refused(CreateCustomerDraft, to(email))).toBe('422 drafts.foreign-recipient');
    const twoLines = { ...to(`lena@acme-${org.customers[0]}.example`), subject: 'x\r\nBcc: eve@elsewhere.example' };
    expect(await org.ana.refused(CreateCustomerDraft, twoLines)).toBe('400 request.malformed');
    const made = await org.ana.call(CreateCustomerDraft, to(`Lena@acme-${org.customers[0]}.example`));
    expect(made.to).toEqual([
      { name: `lena@acme-${org.customers[0]}.example`, email: `lena@acme-${org.customers[0]}.example` },
    ]);
    const other = await aContact(org, org.customers[1]);
    const foreign = { escalation_id: id, subject: 'x', body: 'x', to: [{ stakeholder_id: other.id }] };
    expect(await org.ana.refused(CreateCustomerDraft, foreign)).toBe('404 stakeholders.not-found');
  });

  test('the words to begin with carry nothing private, in any language (product.md 13)', async () => {
    const { id } = await escalate(org, { title: 'zzprivatezz', description: 'zzprivatezz', severity: 'P0' });
    await aContact(org, org.customers[0]);
    await comment(org.ana, id, 'zzprivatezz');
    await org.sql(
      `update customers set arr = 987654, segment = 'zzprivatezz', industry = 'zzprivatezz', stage = 'zzprivatezz' where tenant_id = $1`,
    );
    await org.sql(
      `update escalations set customer_impact = 'zzprivatezz', expected_resolution = 'zzprivatezz', arr_at_risk = 987654 where tenant_id = $1`,
    );
    for (const language of NOTICE_LANGUAGES) {
      const { subject, body } = await org.ana.call(ProposeCustomerDraft, { escalation_id: id, language });
      expect(`${subject}\n${body}`).not.toMatch(/zzprivatezz|987654|P0|critical|health/i);
      expect(body).toContain('Lena Vogt');
    }
    await org.sql(`update customers set name = 'zzprivatezz' where tenant_id = $1`);
    expect((await org.ana.call(ProposeCustomerDraft, { escalation_id: id })).subject).toContain('zzprivatezz');
  });
});

describe('PRD-243 FR-4.2: the war room, where no Slack is connected', () => {
  test('P0 and P1 want one at once; the discussion takes its place, and the timeline says so', async () => {
    for (const severity of ['P0', 'P1'] as const) {
      const made = await escalate(org, { severity, title: severity });
      expect(made.war_room).toMatchObject({
        state: 'wanted',
        name: `esc-${made.id.slice(-8)}-customer-0001`,
        url: null,
      });
      await world.settle();
      const { war_room: room, slack_channel: channel } = await org.ana.call(GetEscalation, { escalation_id: made.id });
      expect(room).toMatchObject({
        state: 'missing',
        note: 'Slack is not connected: the discussion of this escalation is the war room.',
      });
      expect(channel).toBeNull();
      const said = await updates(org.ana, made.id, { update_type: 'war_room' });
      expect(said.map(({ summary }) => summary)).toEqual([
        'There is no war room: the discussion here takes its place',
        'Asked for a war room',
      ]);
    }
  });

  test('P2 has none, until it is raised', async () => {
    const { id, war_room: none } = await escalate(org);
    expect(none).toBeNull();
    await org.mia.call(ChangeEscalation, { escalation_id: id, severity: 'P1' });
    await world.settle();
    expect((await org.ana.call(GetEscalation, { escalation_id: id })).war_room?.state).toBe('missing');
  });

  test('two of one customer within a moment have rooms of different names', async () => {
    const made = await Promise.all(['a', 'b', 'c'].map((title) => escalate(org, { severity: 'P0', title })));
    await world.settle();
    const rows = await org.sql<{ name: string }>('select name from escalation_war_rooms where tenant_id = $1');
    expect(new Set(rows.map(({ name }) => name)).size).toBe(made.length);
  });
});
