import { Injectable } from '@nestjs/common';
import { type PtoProblem, type PtoTimes, readPtoTitle } from '@understudy/domain';
import { z } from 'zod';
import { GuardedFetch } from '../../platform/outbound/index.js';
import { absenceInTitle } from '../google/index.js';
import { FeedTrouble } from './feed-trouble.js';
import { askJson } from './json-api.js';
import { NO_MARKS, type Reading } from './pto-reading.js';
import type { SeenEntry, SeenWindow } from './seen-entry.js';

export interface HibobAccess {
  readonly userId: string;
  readonly token: string;
}

const RENEW =
  'In HiBob, under Settings > Integrations > Automation > Service users, check that the service user is active and may see time off; enter its id and token here.';

const id = z.union([z.string().max(100), z.int()]).transform(String);
const day = z.iso.date().transform((text) => Temporal.PlainDate.from(text));
/**
 * A time-off request as `/timeoff/whosout` and `/timeoff/employees/{id}/requests/{requestId}` show it. An open-ended one has no end date; only
 * requests in days have portions.
 */
export const HibobRequest = z.object({
  requestId: id,
  employeeId: id,
  employeeDisplayName: z.string().max(300).nullish(),
  policyTypeDisplayName: z.string().max(300).nullish(),
  policyTypeCustomName: z.string().max(300).nullish(),
  type: z.string().max(100),
  status: z.string().max(100).nullish(),
  startDate: day,
  startPortion: z.string().max(50).nullish(),
  endDate: day.nullish(),
  endPortion: z.string().max(50).nullish(),
  dayPortion: z.string().max(50).nullish(),
});
export type HibobRequest = z.infer<typeof HibobRequest>;

const Outs = z.object({ outs: z.array(z.unknown()) });
const field = z.object({ value: z.string().max(300).nullish() }).nullish();
const Employee = z.object({ '/root/id': field, '/root/email': field, '/root/displayName': field });
const Employees = z.object({ employees: z.array(Employee) });
const FIELDS = ['root.id', 'root.email', 'root.displayName'];

interface Employed {
  readonly email: string | null;
  readonly name: string | null;
}

/** HiBob's API (apidocs.hibob.com). Webhooks only say that something changed; who is away is read here. */
@Injectable()
export class HibobSource {
  constructor(private readonly outbound: GuardedFetch) {}

  /** Everybody's time off. Throws FeedTrouble. */
  async read(base: string, access: HibobAccess, window: SeenWindow): Promise<Reading> {
    const query = new URLSearchParams({
      from: String(window.firstOn),
      to: String(window.lastOn),
      includeHourly: 'true',
      includePrivate: 'true',
      includePending: 'true',
    });
    const found = await this.ask(access, `${base}/timeoff/whosout?${query}`, Outs);
    if (!found) throw new FeedTrouble('lost', `HiBob does not know the list of who is out. ${RENEW}`);
    const employees = await this.employees(base, access);
    const entries = found.outs.flatMap((out, index) => readOut(out, index, employees));
    return { entries, window, marks: NO_MARKS };
  }

  /** One request as it stands now; null when it is not there, or declined or cancelled. Throws FeedTrouble. */
  async readRequest(
    base: string,
    access: HibobAccess,
    employeeId: string,
    requestId: string,
  ): Promise<SeenEntry | null> {
    const url = `${base}/timeoff/employees/${employeeId}/requests/${requestId}`;
    const request = await this.ask(access, url, HibobRequest);
    if (!request) return null;
    const employee = await this.ask(access, `${base}/people/${employeeId}`, Employee, { fields: FIELDS });
    return toEntry(request, employee ? toEmployed(employee) : null);
  }

  /** By employee id. Where the service user may not see people, names have to do. */
  private async employees(base: string, access: HibobAccess): Promise<ReadonlyMap<string, Employed>> {
    const found = await this.ask(access, `${base}/people/search`, Employees, {
      fields: FIELDS,
      showInactive: false,
    }).catch((error: unknown) => {
      if (error instanceof FeedTrouble && error.kind === 'lost') return null;
      throw error;
    });
    return new Map(
      (found?.employees ?? []).flatMap((employee) => {
        const employeeId = employee['/root/id']?.value;
        return employeeId ? [[employeeId, toEmployed(employee)] as const] : [];
      }),
    );
  }

  private ask<T>({ userId, token }: HibobAccess, url: string, schema: z.ZodType<T>, body?: unknown): Promise<T | null> {
    const { outbound } = this;
    return askJson({
      outbound,
      url,
      user: userId,
      password: token,
      renew: RENEW,
      schema,
      ...(body !== undefined && { body }),
    });
  }
}

const toEmployed = (employee: z.infer<typeof Employee>): Employed => ({
  email: employee['/root/email']?.value ?? null,
  name: employee['/root/displayName']?.value ?? null,
});

/** One that is not as documented is named, and hurts no other. */
function readOut(out: unknown, index: number, employees: ReadonlyMap<string, Employed>): SeenEntry[] {
  const request = HibobRequest.safeParse(out);
  if (request.success) {
    const entry = toEntry(request.data, employees.get(request.data.employeeId) ?? null);
    return entry ? [entry] : [];
  }
  const requestId = z.object({ requestId: id }).safeParse(out).data?.requestId;
  const blank = {
    line: null,
    names: [],
    emails: [],
    kind: 'other',
    isAway: true,
    certainty: 'fact',
    times: null,
  } as const;
  const key = requestId === undefined ? `row:${index}` : keyOf(requestId);
  return [{ ...blank, key, title: `Request ${requestId ?? `no. ${index + 1}`}`, problem: 'bad-time' }];
}

const keyOf = (requestId: string): string => `request:${requestId}`;

/** Approved counts, pending is a suggestion; every other status means that there is no absence. whosout shows no status for approved ones. */
const CERTAINTY: Readonly<Record<string, SeenEntry['certainty']>> = { approved: 'fact', pending: 'suggestion' };

function toEntry(request: HibobRequest, employee: Employed | null): SeenEntry | null {
  const certainty = CERTAINTY[(request.status ?? 'approved').toLowerCase()];
  if (certainty === undefined) return null;
  const name = employee?.name ?? request.employeeDisplayName ?? null;
  const policy = request.policyTypeCustomName ?? request.policyTypeDisplayName ?? '';
  const { kind, isAway } = readPtoTitle(policy, absenceInTitle);
  const { times, problem } = timesOf(request);
  return {
    key: keyOf(request.requestId),
    line: null,
    title: [name ?? `Employee ${request.employeeId}`, policy].filter(Boolean).join(' - ').slice(0, 300),
    names: name === null ? [] : [name],
    emails: employee?.email ? [employee.email] : [],
    kind,
    isAway,
    certainty,
    times,
    problem,
  };
}

function timesOf(request: HibobRequest): { times: PtoTimes | null; problem: PtoProblem | null } {
  const { startDate: firstOn, type } = request;
  const lastOn = request.endDate ?? firstOn;
  const portion = request.dayPortion ?? request.startPortion;
  if (type === 'openEnded') return fine({ kind: 'days', firstOn, lastOn: null, ...fromNoon(request) });
  if (type === 'portionOnRange' && (portion === 'morning' || portion === 'afternoon'))
    return fine({ kind: 'halves', firstOn, lastOn, half: portion });
  if (type !== 'days') return { times: null, problem: 'hours-unknown' };
  const isMorning = firstOn.equals(lastOn) && request.startPortion === 'morning';
  const untilNoon = request.endPortion === 'morning' || isMorning;
  return fine({ kind: 'days', firstOn, lastOn, ...fromNoon(request), ...(untilNoon && { untilNoon }) });
}

const fine = (times: PtoTimes) => ({ times, problem: null });
const fromNoon = ({ startPortion }: HibobRequest) => (startPortion === 'afternoon' ? { fromNoon: true } : {});
