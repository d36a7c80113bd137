import type { InputOf, ProposeSetup, SetupCheck, SetupProposal } from '@understudy/contracts';
import type { CustomerId, UserId } from '@understudy/domain';
import type { z } from 'zod';
import { toPersonRef } from '../customers/index.js';
import type { UserRecord } from '../directory/index.js';
import type { CheckedSetup } from './chosen-setup.service.js';
import type { SetupPlan, SetupTable } from './setup-desk.service.js';
import { fitWords, unplacedWords } from './split-words.js';

type Proposal = z.output<typeof SetupProposal>;

/** More days than this are not drawn one by one. */
const DRAWN_DAYS = 120;
/** So far the renewals of an absence without an end are looked at. */
const OPEN_ENDED = { days: 90 } as const;

/** What the client has chosen so far, as the desk takes it. */
export const planOf = (input: InputOf<typeof ProposeSetup>): SetupPlan => ({
  absenceId: input.absence_id ?? null,
  userId: input.csm_id ?? null,
  kind: input.absence_type ?? null,
  firstOn: input.start_date ?? null,
  lastOn: input.end_date === null ? 'open' : (input.end_date ?? null),
  hours: input.partial_hours ?? null,
  timeZone: input.time_zone ?? null,
  cover: input.cover ?? null,
  among: input.among ? new Set(input.among) : null,
  byHand: new Map((input.by_hand ?? []).map((row) => [row.customer_id, row.backup_user_id])),
  tell: input.notify_customers ?? null,
  note: input.special_instructions ?? null,
});

const ref = (user: UserRecord) => toPersonRef({ userId: user.id, name: user.name, place: user.place });
const round = (value: number): number => Math.round(value * 10) / 10;

export function toProposal(table: SetupTable): Proposal {
  const { user, manager, suggestions, unplaced, cover, best, asked, policy } = table;
  const days = daysOf(table);
  return {
    user: ref(user),
    manager: manager && ref(manager),
    absence: toAbsence(table),
    days,
    working_days: days.filter(({ works }) => works).length,
    people: suggestions.items.map((item) => ({ ...item, ...experience(table, item.user_id as UserId) })),
    excluded: suggestions.excluded,
    customers: toCustomers(table),
    unplaced: unplaced.map((id) => ({ customer_id: id, reason: whyUnplaced(table, id) })),
    cover,
    best,
    shares: toShares(table),
    asked: asked.map((row) => ({
      user_id: row.backupUserId,
      accepted: row.acceptedAt !== null,
      customer_ids: [...row.coveredCustomerIds],
    })),
    policy: {
      needs_approval: policy.needsApproval,
      needs_acceptance: policy.needsAcceptance,
      answer_within_minutes: table.answerMinutes,
      // a second backup who is never asked cannot answer
      ladder: policy.ladder.filter((rung) => rung !== 'secondary' || policy.secondary),
      notices: policy.notices.method,
      weights: {
        capacity: policy.weights.capacity,
        familiarity: policy.weights.familiarity,
        skill: policy.weights.skill,
      },
    },
  };
}

const toAbsence = ({ known, absence, told }: SetupTable): Proposal['absence'] => ({
  id: known?.id ?? null,
  absence_type: absence.kind,
  start_date: absence.days.firstOn,
  end_date: absence.days.lastOn,
  time_zone: absence.days.timeZone,
  partial_hours: absence.partialHours,
  during: { starts_at: absence.during.startsAt, ends_at: absence.during.endsAt },
  status: known?.status ?? null,
  source: known?.sources[0]?.source ?? null,
  title: known?.title ?? null,
  special_instructions: known?.specialInstructions ?? null,
  notify_customers: told,
});

/** In the absence's own zone; the person's working days decide which of them count. */
function daysOf({ absence: { days }, user }: SetupTable): Proposal['days'] {
  const last = days.lastOn ?? days.firstOn.add(OPEN_ENDED);
  const count = Math.min(DRAWN_DAYS, days.firstOn.until(last).days + 1);
  return Array.from({ length: count }, (_, index) => {
    const on = days.firstOn.add({ days: index });
    return { on, works: user.workingHours.days.some((weekday) => weekday === on.dayOfWeek) };
  });
}

function experience({ portfolio, split }: SetupTable, userId: UserId) {
  const fits = portfolio.flatMap(({ id }) => split.fit(id, userId) ?? []);
  return {
    knows: fits.filter(({ factors }) => factors.familiarity > 0).length,
    skills: [...new Set(fits.flatMap(({ matchedSkills }) => matchedSkills))],
  };
}

function toCustomers(table: SetupTable): Proposal['customers'] {
  const { portfolio, split, shares, absence } = table;
  const holder = new Map(
    shares.flatMap(({ backupUserId, customerIds }) => customerIds.map((id) => [id, backupUserId] as const)),
  );
  const last = absence.days.lastOn ?? absence.days.firstOn.add(OPEN_ENDED);
  return portfolio.map((customer) => {
    const backupUserId = holder.get(customer.id) ?? null;
    const fit = backupUserId && split.fit(customer.id, backupUserId);
    const { renewalOn } = customer;
    return {
      customer_id: customer.id,
      name: customer.name,
      arr: customer.arr,
      health_score: customer.healthScore,
      renewal_on: renewalOn,
      renews_inside:
        renewalOn !== null &&
        Temporal.PlainDate.compare(absence.days.firstOn, renewalOn) <= 0 &&
        Temporal.PlainDate.compare(renewalOn, last) <= 0,
      points: round(split.points(customer.id)),
      backup_user_id: backupUserId,
      why: fit ? fitWords(fit) : 'nobody can take it',
      not: split.candidates.flatMap(({ user }) => {
        const { because } = split.split.whyNot(customer.id, user.id);
        if (because === 'conflict') return [{ user_id: user.id, reason: 'must not look after this customer' }];
        return because === 'language' ? [{ user_id: user.id, reason: 'does not speak its language' }] : [];
      }),
    };
  });
}

function toShares({ shares, split, people }: SetupTable): Proposal['shares'] {
  return shares.flatMap(({ backupUserId, customerIds }) => {
    const user = people.get(backupUserId);
    if (!user) return [];
    const load = split.candidates.find((one) => one.user.id === backupUserId)?.load ?? 0;
    const added = customerIds.reduce((sum, id) => sum + split.points(id), 0);
    return [
      {
        backup: ref(user),
        customers: customerIds.length,
        load: round(load),
        load_after: round(load + added),
        capacity_points: user.capacityPoints,
      },
    ];
  });
}

const whyUnplaced = ({ split }: SetupTable, id: CustomerId): string =>
  unplacedWords(split.split.unplaced.find(({ customerId }) => customerId === id)?.reason ?? 'nobody_eligible');

export function toCheck({ table, proof, notices }: CheckedSetup): z.output<typeof SetupCheck> {
  const names = new Map(table.portfolio.map(({ id, name }) => [id, name]));
  const refOf = (id: CustomerId) => ({ customer_id: id, name: names.get(id) ?? '' });
  return {
    proposal: toProposal(table),
    proof: {
      customers: proof.customers,
      gaps: [...proof.gaps, ...proof.weak].map((tile) => {
        const left = tile.responsible === null ? undefined : table.people.get(tile.responsible);
        return {
          customer: refOf(tile.customerId),
          starts_at: tile.startsAt,
          ends_at: tile.endsAt,
          cause: tile.cause ?? 'nobody-asked',
          responsible: left ? ref(left) : null,
        };
      }),
    },
    notices: {
      connected: notices.connected,
      items: notices.items.map((item) => ({
        customer: { customer_id: item.customerId, name: item.customerName },
        contact: { stakeholder_id: item.stakeholderId, name: item.contactName },
        send_at: item.sendAt,
        language: item.language,
        subject: item.subject,
        text: item.text,
      })),
      opted_out: notices.optedOut.map((item) => ({
        customer: { customer_id: item.customerId, name: item.customerName },
        contact: { stakeholder_id: item.stakeholderId, name: item.contactName },
      })),
    },
  };
}
