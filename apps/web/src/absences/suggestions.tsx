import { AssignCoverage, GetBackupSuggestions, type AnswerOf } from '@understudy/contracts';
import {
  Avatar,
  Button,
  EmptyState,
  FactorBars,
  firstNameOf,
  formatDuring,
  formatMoment,
  Panel,
  useNow,
  useToast,
} from '@understudy/ui';
import { UserX } from 'lucide-react';
import { statusOf, wordsFor } from '../api/send.js';
import { settle } from '../api/settle.js';
import { useApi, useSend } from '../api/use-api.js';
import { askedWords } from '../coverage/asked-words.js';
import { useMe } from '../session/session.js';
import { Loaded } from '../states/loaded.js';
import { counts, type Absence } from './absence-words.js';

type Suggestion = AnswerOf<typeof GetBackupSuggestions>['items'][number];
type Excluded = AnswerOf<typeof GetBackupSuggestions>['excluded'][number];

const freeDays = (free: NonNullable<Excluded['free']>, timeZone: string): string =>
  free.map((part) => formatDuring(part.starts_at, part.ends_at, timeZone)).join(', ');

export interface SuggestionsProps {
  readonly absence: Absence;
  /** There is a gap: the first suggestion gets the page's filled button. */
  readonly presses: boolean;
}

/** Who could stand in, best first, with every factor; and who not, with the reason. */
export function Suggestions({ absence, presses }: SuggestionsProps) {
  const suggestions = useApi(GetBackupSuggestions, { absence_id: absence.id });
  if (statusOf(suggestions.error) === 403) return null;
  const asked = new Set(absence.coverage.assignments.filter(counts).map((each) => each.backup.user_id));
  const data = suggestions.data;
  return (
    <Panel
      title="Suggested backups"
      count={data ? `${data.items.length} of ${data.items.length + data.excluded.length} people fit` : undefined}
    >
      <Loaded query={suggestions} what="The suggestions" words="Comparing the people of the team" rows={3}>
        {({ items, excluded }) => (
          <>
            {items.length === 0 ? (
              <EmptyState icon={<UserX className="i" />} title="Nobody is free in that time">
                The reasons are below. A manager can move one of their absences or raise a capacity.
              </EmptyState>
            ) : (
              <ul className="pt-1">
                {items.map((item, index) => (
                  <SuggestionRow
                    key={item.user_id}
                    absence={absence}
                    suggestion={item}
                    asked={asked.has(item.user_id)}
                    presses={
                      presses && index === items.findIndex((each) => !asked.has(each.user_id) && !each.declined_at)
                    }
                  />
                ))}
              </ul>
            )}
            {excluded.length > 0 ? (
              <p className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-hair px-3.5 py-2.5 text-ink-2">
                <span>Left out:</span>
                {excluded.map((person) => (
                  <span key={person.user_id} className="inline-flex items-center gap-1.5">
                    <Avatar name={person.name} />
                    <span>
                      <span className="font-medium text-ink">{person.name}</span> {person.reason}
                      {person.free?.length ? `, free ${freeDays(person.free, absence.time_zone)}` : ''}
                    </span>
                  </span>
                ))}
              </p>
            ) : null}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

interface SuggestionRowProps {
  readonly absence: Absence;
  readonly suggestion: Suggestion;
  readonly asked: boolean;
  readonly presses: boolean;
}

function SuggestionRow({ absence, suggestion, asked, presses }: SuggestionRowProps) {
  const assign = useSend(AssignCoverage);
  const tell = useToast();
  const { user } = useMe();
  const now = useNow();
  const { factors, declined_at: declinedAt } = suggestion;
  const reasons = [
    ...(declinedAt ? [`declined ${formatMoment(declinedAt, user.time_zone, now)}`] : []),
    ...suggestion.reasons,
  ];
  const ask = () =>
    settle(assign.mutateAsync({ input: { absence_id: absence.id, backup_user_id: suggestion.user_id } }), {
      onSuccess: () => tell({ text: askedWords([firstNameOf(suggestion.name)]) }),
      onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }),
    });
  return (
    <li className="sugg">
      <span className="flex min-w-0 items-center gap-3">
        <Avatar name={suggestion.name} size="large" />
        <span className="lines">
          <span className="clip font-medium">{suggestion.name}</span>
          <span className="clip text-xs text-ink-2">{suggestion.place}</span>
        </span>
      </span>
      <span className="score">
        {Math.round(suggestion.score)}
        <small>score</small>
      </span>
      <FactorBars
        factors={[
          { name: 'Capacity', value: factors.capacity_score },
          { name: 'Familiar', value: factors.familiarity_score },
          { name: 'Skill', value: factors.skill_match_score },
          {
            name: 'Preferred',
            value: factors.preference_score,
            of: 30,
            words: factors.preference_score > 0 ? `+${Math.round(factors.preference_score)}` : '0',
          },
        ]}
      />
      <Button size="panel" look={presses ? 'filled' : 'plain'} busy={assign.isPending} disabled={asked} onClick={ask}>
        {asked ? 'Asked' : `Ask ${firstNameOf(suggestion.name)}`}
      </Button>
      {reasons.length > 0 ? <span className="sugg-why">{reasons.join(' · ')}</span> : null}
    </li>
  );
}
