import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { GuardedFetch } from '../../platform/outbound/index.js';
import { FeedTrouble } from './feed-trouble.js';
import { askJson } from './json-api.js';
import { NO_MARKS, type Reading } from './pto-reading.js';
import type { SeenEntry, SeenWindow } from './seen-entry.js';

const RENEW =
  'In BambooHR, open your name > API Keys, make a key of a user who sees everybody under Who’s Out, and enter it here.';

const id = z.union([z.string().max(100), z.int()]).transform(String);
const day = z.iso.date().transform((text) => Temporal.PlainDate.from(text));
/** Holidays of the company stand in the same list; they have no employee. */
const Out = z.object({
  id,
  type: z.literal('timeOff'),
  employeeId: id,
  name: z.string().max(300),
  start: day,
  end: day,
});
const Item = z.object({ type: z.string() }).loose();
const Directory = z.object({
  employees: z.array(z.object({ id, workEmail: z.string().max(300).nullish() })),
});

/** BambooHR's list of who is out (documentation.bamboohr.com). It knows approved time off only, in whole days, and not of what kind. */
@Injectable()
export class BambooHrSource {
  constructor(private readonly outbound: GuardedFetch) {}

  /** `filter=off`: otherwise the list is the one that the owner of the key has saved for themselves. Throws FeedTrouble. */
  async read(base: string, apiKey: string, window: SeenWindow): Promise<Reading> {
    const query = new URLSearchParams({ start: String(window.firstOn), end: String(window.lastOn), filter: 'off' });
    const items = await this.ask(apiKey, `${base}/time_off/whos_out?${query}`, z.array(Item));
    if (!items) throw new FeedTrouble('lost', `BambooHR does not know this company. ${RENEW}`);
    const emails = await this.emails(base, apiKey);
    const entries = items
      .filter(({ type }) => type === 'timeOff')
      .map((item, index) => {
        const out = Out.safeParse(item);
        return out.success ? toEntry(out.data, emails.get(out.data.employeeId) ?? null) : unreadable(item, index);
      });
    return { entries, window, marks: NO_MARKS };
  }

  /** By employee id. Companies may close the directory: then names have to do. */
  private async emails(base: string, apiKey: string): Promise<ReadonlyMap<string, string>> {
    const found = await this.ask(apiKey, `${base}/employees/directory`, Directory).catch((error: unknown) => {
      if (error instanceof FeedTrouble && error.kind === 'lost') return null;
      throw error;
    });
    return new Map(
      (found?.employees ?? []).flatMap(({ id: employeeId, workEmail }) =>
        workEmail ? [[employeeId, workEmail] as const] : [],
      ),
    );
  }

  /** The key is the user name; "any random string" is the password. */
  private ask<T>(apiKey: string, url: string, schema: z.ZodType<T>): Promise<T | null> {
    return askJson({ outbound: this.outbound, url, user: apiKey, password: 'x', renew: RENEW, schema });
  }
}

const toEntry = (out: z.infer<typeof Out>, email: string | null): SeenEntry => ({
  key: `timeOff:${out.id}`,
  line: null,
  title: out.name,
  names: [out.name],
  emails: email === null ? [] : [email],
  kind: 'other',
  isAway: true,
  certainty: 'fact',
  times: { kind: 'days', firstOn: out.start, lastOn: out.end },
  problem: null,
});

/** One that is not as documented is named, and hurts no other. */
const unreadable = (item: z.infer<typeof Item>, index: number): SeenEntry => ({
  key: `timeOff:${String(item['id'] ?? `row ${index}`).slice(0, 100)}`,
  line: null,
  title: String(item['name'] ?? '').slice(0, 300),
  names: [],
  emails: [],
  kind: 'other',
  isAway: true,
  certainty: 'fact',
  times: null,
  problem: 'bad-time',
});
