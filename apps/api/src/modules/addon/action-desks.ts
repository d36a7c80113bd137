import {
  type AddonAction,
  CALENDAR_ACTIONS,
  type CardActionCall,
  type CardActionId,
  type CardForm,
  type InputOf,
} from '@understudy/contracts';

/** Actions of the calendar's cards have a desk of their own. */
type CalendarActionId = keyof typeof CALENDAR_ACTIONS;
export type CalendarCall = Extract<CardActionCall, { id: CalendarActionId }>;
export type GmailCall = Exclude<CardActionCall, CalendarCall>;
type GmailActionId = GmailCall['id'];
export const isOfCalendar = (call: CardActionCall): call is CalendarCall => call.id in CALENDAR_ACTIONS;

/** Whose action it is. Closed: an action without a desk does not compile. */
export const DESK_OF = {
  'coverage.accept': 'coverage',
  'coverage.decline-form': 'coverage',
  'coverage.decline': 'coverage',
  'coverage.why': 'coverage',
  'coverage.release-form': 'coverage',
  'coverage.release': 'coverage',
  'absence.confirm': 'away',
  'absence.dismiss': 'away',
  'away.form': 'away',
  'away.start': 'away',
  'away.undo': 'away',
  'away.end': 'away',
  'customer.open': 'customer',
  'customer.take-over': 'customer',
  'customer.release': 'customer',
  'task.done': 'customer',
  'brief.open': 'customer',
  'brief.acknowledge': 'customer',
  'activity.form': 'work',
  'activity.log': 'work',
  'note.form': 'work',
  'note.add': 'work',
  'contact.form': 'work',
  'contact.find': 'work',
  'contact.link': 'work',
  'escalation.form': 'work',
  'escalation.create': 'work',
  'draft.introduce': 'customer',
  'draft.add-cc': 'customer',
} as const satisfies Record<GmailActionId, string>;

export type Desk = (typeof DESK_OF)[GmailActionId];
type IdsOf<D extends Desk> = { [K in GmailActionId]: (typeof DESK_OF)[K] extends D ? K : never }[GmailActionId];
/** An action of one desk, checked. */
export type CallOf<D extends Desk> = Extract<GmailCall, { id: IdsOf<D> }>;
export const isOf = <D extends Desk>(call: CardActionCall, desk: D): call is CallOf<D> =>
  (DESK_OF as Readonly<Partial<Record<CardActionId, Desk>>>)[call.id] === desk;

/** How the reader reads, as it came with the press. */
export type Reader = Pick<InputOf<typeof AddonAction>, 'locale' | 'time_zone'>;
/** What was typed, when a form comes back with what is missing. */
export interface TypedBack {
  readonly form?: CardForm;
  readonly errors?: readonly { path: string; message: string }[];
  readonly requestKey?: string | undefined;
}
