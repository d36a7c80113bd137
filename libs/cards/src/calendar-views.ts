import type { CardActionParameters, CardForm } from '@understudy/contracts';
import type { CoverageCounts } from './absence-words.js';
import type { FieldError } from './form-views.js';
import type { Frame, PersonView } from './views.js';

/** What is chosen so far; every button of the set-up carries it on. */
export type SetupParameters = CardActionParameters<'setup.open'>;

/** When somebody is away, as a card says it: instants of whole days are the reader's midnights. */
export interface AwayTime {
  readonly startsAt: string;
  readonly endsAt: string | null;
  /** "09:00-12:00": only these hours of each day. */
  readonly hours: string | null;
  /** The zone the days are of; said where it is not the reader's. */
  readonly timeZone: string;
}

export interface CalendarHomeView {
  readonly frame: Frame;
  readonly suggestions: readonly {
    readonly absenceId: string;
    readonly title: string | null;
    /** "your calendar", "your Slack status". */
    readonly source: string;
    readonly startsAt: string;
    readonly endsAt: string | null;
  }[];
  readonly mine: readonly (CoverageCounts & {
    readonly absenceId: string;
    readonly startsAt: string;
    readonly endsAt: string | null;
    readonly isRunning: boolean;
    /** Nobody has gone through the set-up yet, and nobody said yes. */
    readonly isToSetUp: boolean;
  })[];
  /** Most pressing first. */
  readonly team: readonly (CoverageCounts & {
    readonly absenceId: string;
    readonly person: PersonView;
    readonly startsAt: string;
    readonly endsAt: string | null;
    readonly isRunning: boolean;
    /** The reader manages this person. */
    readonly mayOpen: boolean;
  })[];
  readonly isAwayNow: boolean;
}

/** One backup of an absence. */
export interface CoverView {
  readonly person: PersonView;
  readonly customerCount: number;
  readonly state: 'accepted' | 'asked' | 'awaits-approval' | 'declined';
  /** When they said yes or no; by when they answer or somebody approves. */
  readonly at: string | null;
  /** Who approves. */
  readonly approver: PersonView | null;
}

export interface AbsenceView {
  readonly frame: Frame;
  readonly absenceId: string;
  readonly url: string;
  /** null: the reader's own. */
  readonly person: PersonView | null;
  readonly time: AwayTime;
  readonly state: 'ahead' | 'running' | 'over' | 'cancelled';
  readonly counts: CoverageCounts;
  readonly covers: readonly CoverView[];
  /** Customers for whom nobody is asked. */
  readonly withoutAnybody: readonly string[];
  /** null: nothing is planned, or it has happened. */
  readonly tellsCustomersAt: string | null;
  /** They are told by themselves, but nobody whom they could be told of has said yes. */
  readonly tellsAfterYes: boolean;
  readonly changesMail: boolean;
  /** The reader may change it: the person and their managers. */
  readonly mayChange: boolean;
  /** Just set up: so many briefs of so many are written. */
  readonly briefs: { readonly ready: number; readonly all: number } | null;
}

export interface CancelAbsenceView {
  readonly frame: Frame;
  readonly absenceId: string;
  readonly person: PersonView | null;
  readonly time: AwayTime;
  readonly isRunning: boolean;
  readonly covers: readonly PersonView[];
}

interface SetupStep {
  readonly frame: Frame;
  readonly plan: SetupParameters;
  /** null: the reader's own absence. */
  readonly person: PersonView | null;
  readonly customerCount: number;
  readonly isSplit: boolean;
  readonly errors?: readonly FieldError[];
}

export interface WhoCoversView extends SetupStep {
  readonly time: AwayTime;
  /** Drawn beside the event: no card lies under it. */
  readonly isFirst: boolean;
  /** Waits for the person to say whether it is time off at all. */
  readonly suggestionId: string | null;
  /** Read from the calendar, not typed. */
  readonly isFromEvent: boolean;
  /** `value` is what the button sends. */
  readonly choices: readonly {
    readonly value: string;
    readonly name: string;
    readonly why: string;
    readonly isChosen: boolean;
  }[];
  readonly notSuggested: readonly { readonly name: string; readonly reason: string }[];
  /** Asked by the product meanwhile, and has not answered. */
  readonly alreadyAsked: readonly PersonView[];
  readonly alreadyAgreed: readonly PersonView[];
}

export interface DatesView {
  readonly frame: Frame;
  readonly plan: SetupParameters;
  readonly kind: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly hours: string;
  readonly form?: CardForm;
  readonly errors?: readonly FieldError[];
}

export interface OtherPersonView extends SetupStep {
  readonly people: readonly { readonly id: string; readonly name: string; readonly why: string }[];
}

export interface SplitView extends SetupStep {
  readonly backups: readonly { readonly person: PersonView; readonly customerCount: number; readonly why: string }[];
  readonly asked: readonly {
    readonly customerId: string;
    readonly name: string;
    /** In the time of the absence. */
    readonly renewsOn: string | null;
    /** Said when it is low. */
    readonly lowHealth: number | null;
    readonly backupId: string | null;
  }[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** All of them on the dashboard; null while the absence is not entered. */
  readonly url: string | null;
}

export interface WhoIsToldView extends SetupStep {
  /** Who is asked, or told. */
  readonly covers: readonly PersonView[];
  /** Said yes to all of theirs already. */
  readonly agreed: readonly PersonView[];
  readonly manager: PersonView | null;
  readonly managerApproves: boolean;
  readonly needsAcceptance: boolean;
  readonly customers: {
    readonly at: string | null;
    readonly contacts: number;
    readonly sample: string | null;
    readonly isConnected: boolean;
    readonly isChosen: boolean;
  };
  /** What happens in Google by itself while somebody is away. */
  readonly google: { readonly reply: boolean; readonly forward: boolean };
  readonly note: string;
  readonly form?: CardForm;
}

export interface TextsView {
  readonly frame: Frame;
  readonly plan: SetupParameters;
  readonly texts: readonly {
    readonly to: string;
    readonly customer: string;
    readonly at: string;
    readonly subject: string;
    readonly text: string;
    /** So many read the same words but for the names. */
    readonly alike: number;
  }[];
}

export interface AllSetView extends SetupStep {
  readonly requestKey: string;
  readonly time: AwayTime;
  readonly shares: readonly { readonly person: PersonView; readonly customerCount: number }[];
  /** Of them, who has not said yes to theirs. */
  readonly asks: readonly PersonView[];
  /** Nobody would look after these at some time. */
  readonly gaps: readonly {
    readonly customerId: string;
    readonly name: string;
    readonly startsAt: string;
    readonly endsAt: string;
  }[];
  /** Only a manager or the team's fallback is left for so many. */
  readonly weakCount: number;
  readonly needsAcceptance: boolean;
  readonly manager: PersonView | null;
  /** null: nobody is written to. */
  readonly customersTold: {
    readonly at: string;
    readonly contacts: number;
    /** Else the mails wait to be sent by hand. */
    readonly isConnected: boolean;
  } | null;
  readonly renewals: readonly { readonly name: string; readonly on: string; readonly backup: PersonView | null }[];
}

export interface MeetingView {
  readonly frame: Frame;
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly eventId: string;
  readonly customer: { readonly id: string; readonly name: string };
  readonly absenceId: string;
  readonly covers: PersonView | null;
  readonly decided: 'hand_over' | 'attend' | 'move' | null;
  /** The reader organises it. */
  readonly isMine: boolean;
  /** Whoever covers said yes. */
  readonly hasAgreed: boolean;
  /** The product adds whoever covers as a guest by itself. */
  readonly mayInvite: boolean;
}

/** An event that is no absence of the reader. */
export type OtherEventView =
  | { readonly kind: 'nothing'; readonly frame: Frame }
  | {
      /** All day, alone in it, not called time off. */
      readonly kind: 'maybe';
      readonly frame: Frame;
      readonly title: string | null;
      readonly time: AwayTime;
      readonly plan: SetupParameters;
    }
  | { readonly kind: 'unreadable'; readonly frame: Frame; readonly because: string }
  | { readonly kind: 'gone'; readonly frame: Frame }
  | {
      readonly kind: 'with-customer';
      readonly frame: Frame;
      readonly customer: { readonly id: string; readonly name: string };
    };
