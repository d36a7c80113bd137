import { GetCustomerBrief, Lookup } from '@understudy/contracts';
import { say } from '../say.js';
import type { RecordRef } from '../sites/record.js';
import { canTakeOver, describeWho, whoSentence, type Reader } from '../view/describe-who.js';
import type { Brief } from '../view/brief-points.js';
import { Days, initialsOf } from '../view/days.js';
import { mayDo } from '../view/may.js';
import {
  failedView,
  forbiddenView,
  offlineView,
  severalView,
  signedOutView,
  unlinkedView,
} from '../view/other-views.js';
import type { WhoView } from '../view/who-view.js';
import type { CustomerHit, LookupHit } from './answers.js';
import { ApiFailure, type Api } from './api.js';
import { lastAnswer, rememberAnswer } from './last-answers.js';

/** The customers linked to a record: one as a rule, none when it is not linked. */
export async function customersOf(api: Api, record: RecordRef): Promise<LookupHit[]> {
  const crm = { system: record.system, record_id: record.recordId };
  return (await api.call(Lookup, { crm })).customers;
}

/** "Who's covering?" for a record, in words. Every failure is a view too: the bar has a state for each. */
export async function whoCovers(api: Api, record: RecordRef, reader: () => Promise<Reader>): Promise<WhoView> {
  try {
    const hits = await customersOf(api, record);
    const view = await viewOf(api, hits, await reader());
    await rememberAnswer(record, view);
    return view;
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    const { failure } = error;
    if (failure.why === 'signed-out') return signedOutView(say);
    if (failure.why === 'offline') return offlineView(await lastAnswer(record), say);
    if (failure.code === 'identity.not-allowed') return forbiddenView(say);
    return failedView(failure.message, failure.requestId, say);
  }
}

async function viewOf(api: Api, hits: readonly LookupHit[], reader: Reader): Promise<WhoView> {
  const [hit, ...more] = hits;
  if (!hit) return unlinkedView(say, mayDo(reader.roles, 'customers:write'));
  if (more.length)
    return severalView(
      hits.map((each) => ({ name: each.customer.name, who: whoLine(each, reader) })),
      say,
    );
  // The owner is here: one line says it all.
  const brief = hit.responsible.because === 'owner' ? null : await briefOf(api, hit);
  return describeWho(hit, brief, reader, say, __API_URL__);
}

/** The brief may not be this person's to read (403), or there is none: the answer stands without its three points. */
async function briefOf(api: Api, hit: LookupHit): Promise<Brief | null> {
  try {
    return await api.call(GetCustomerBrief, { customer_id: hit.customer.id });
  } catch (error) {
    if (error instanceof ApiFailure && error.failure.why === 'refused') return null;
    throw error;
  }
}

const whoLine = ({ responsible }: Pick<LookupHit, 'responsible'>, reader: Reader): string =>
  whoSentence(responsible, reader, new Days(reader.language, reader.timeZone), say);

export function customerHit(hit: Named, reader: Reader): CustomerHit {
  const { customer, responsible } = hit;
  const person = responsible.responsible;
  return {
    id: customer.id,
    name: customer.name,
    who: whoLine(hit, reader),
    tone: !person ? 'gap' : responsible.because === 'owner' ? 'here' : 'covered',
    initials: person ? initialsOf(person.name) : '',
    canTake: canTakeOver(responsible, reader),
  };
}

/** As much of a hit as lists show. */
interface Named extends Pick<LookupHit, 'responsible'> {
  readonly customer: Pick<LookupHit['customer'], 'id' | 'name'>;
}
