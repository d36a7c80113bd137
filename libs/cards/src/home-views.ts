import type { CardSeverity } from '@understudy/contracts';
import type { Frame, PersonView } from './views.js';

export interface RequestView {
  readonly assignmentId: string;
  readonly owner: PersonView;
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly customerCount: number;
  readonly atRiskCount: number;
  readonly answerBy: string | null;
}

/** An absence that a source thinks it saw; it counts when the person says yes. */
export interface SuggestionView {
  readonly absenceId: string;
  /** "your Slack status", "your calendar". */
  readonly source: string;
  readonly title: string | null;
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly customerCount: number;
}

export interface HomeView {
  readonly frame: Frame;
  readonly reader: PersonView;
  readonly requests: readonly RequestView[];
  readonly suggestions: readonly SuggestionView[];
  /** The reader is away at this instant. */
  readonly away: {
    readonly absenceId: string;
    readonly until: string | null;
    readonly customerCount: number;
    readonly coveredCount: number;
    readonly askedCount: number;
    readonly covers: readonly PersonView[];
    /** A moment ago, by "I am out now": can be taken back. */
    readonly isFresh: boolean;
  } | null;
  /** For whom the reader stands in now, each with its end. */
  readonly standing: readonly {
    readonly assignmentId: string;
    readonly owner: PersonView;
    readonly until: string | null;
    readonly customerCount: number;
    /** Asked to be let go, and stays until then at most. */
    readonly releaseBy: string | null;
  }[];
  readonly covering: {
    readonly owners: readonly PersonView[];
    /** All of them; `customers` may hold fewer. */
    readonly customerCount: number;
    /** By priority, the most pressing first. */
    readonly customers: readonly {
      readonly id: string;
      readonly name: string;
      readonly priority: 'high' | 'medium' | 'low';
      readonly due: { readonly what: string; readonly dueAt: string } | null;
      readonly openEscalation: { readonly severity: CardSeverity; readonly dueAt: string } | null;
    }[];
  } | null;
  /** Said yes to, not begun yet; the soonest first. */
  readonly ahead: readonly {
    readonly owner: PersonView;
    readonly startsAt: string;
    readonly endsAt: string | null;
    readonly customerCount: number;
  }[];
  readonly absences: readonly {
    readonly startsAt: string;
    readonly endsAt: string | null;
    readonly customerCount: number;
    readonly coveredCount: number;
    readonly askedCount: number;
    readonly covers: readonly PersonView[];
    readonly url: string;
  }[];
}
