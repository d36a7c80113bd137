import {
  Avatar,
  Button,
  EmptyState,
  FactorBars,
  firstNameOf,
  formatDuring,
  formatCount,
  Panel,
  type Factor,
} from '@understudy/ui';
import { ChevronDown, ChevronUp, UserX } from 'lucide-react';
import { useState } from 'react';
import type { Proposal } from './setup-draft.js';

type Suggestion = Proposal['people'][number];

const SHOWN = 4;

export interface SuggestedBackupsProps {
  readonly proposal: Proposal;
  readonly chosen: readonly string[];
  readonly onChoose: (among: readonly string[]) => void;
}

/** Who fits, best first, each with its factors; who does not, with the reason. A tick takes somebody in. */
export function SuggestedBackups({ proposal, chosen, onChoose }: SuggestedBackupsProps) {
  const { people, excluded, policy, absence } = proposal;
  const [isAll, setAll] = useState(false);
  const top = people.slice(0, SHOWN);
  const shown = isAll
    ? people
    : [...top, ...people.filter((each) => chosen.includes(each.user_id) && !top.includes(each))];
  const { capacity, familiarity, skill } = policy.weights;
  const parts = (value: number) => Math.round(value * 100);
  return (
    <Panel
      title="Suggested backups"
      count={`${people.length} of ${formatCount(people.length + excluded.length, 'person', 'people')} fit`}
      actions={
        <span className="text-xs text-ink-2">
          Capacity counts {parts(capacity)}, familiarity {parts(familiarity)}, skill {parts(skill)}
        </span>
      }
    >
      {people.length === 0 ? (
        <EmptyState icon={<UserX className="i" />} title="Nobody is free in that time">
          The reasons are below. Set it up all the same: the manager hears of the gap and finds somebody.
        </EmptyState>
      ) : (
        <ul className="pt-1">
          {shown.map((person) => (
            <PersonRow
              key={person.user_id}
              person={person}
              count={proposal.customers.length}
              isChosen={chosen.includes(person.user_id)}
              isLast={chosen.length === 1}
              onToggle={(isIn) =>
                onChoose(isIn ? [...chosen, person.user_id] : chosen.filter((id) => id !== person.user_id))
              }
            />
          ))}
        </ul>
      )}
      {people.length > shown.length ? (
        <p className="border-t border-hair px-3.5 py-2">
          <Button look="quiet" size="row" onClick={() => setAll(true)}>
            Show {people.length - shown.length} more
          </Button>
        </p>
      ) : null}
      {excluded.length > 0 ? (
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-hair px-3.5 py-2.5 text-xs text-ink-2">
          <span>Left out:</span>
          {excluded.map((person) => (
            <span key={person.user_id} className="inline-flex items-center gap-1.5">
              <Avatar name={person.name} kind={person.reason.startsWith('is away') ? 'away' : 'other'} />
              <span>
                <span className="font-medium text-ink">{person.name}</span> {person.reason}
                {person.free?.length
                  ? `, free ${person.free.map((part) => formatDuring(part.starts_at, part.ends_at, absence.time_zone)).join(', ')}`
                  : ''}
              </span>
            </span>
          ))}
        </p>
      ) : null}
    </Panel>
  );
}

interface PersonRowProps {
  readonly person: Suggestion;
  readonly count: number;
  readonly isChosen: boolean;
  /** The only one who covers: somebody has to. */
  readonly isLast: boolean;
  readonly onToggle: (isIn: boolean) => void;
}

function PersonRow({ person, count, isChosen, isLast, onToggle }: PersonRowProps) {
  const [isOpen, setOpen] = useState(false);
  const { reasons } = person;
  return (
    <li className="sugg sugg-tick">
      <input
        type="checkbox"
        className="backup-tick"
        checked={isChosen}
        disabled={isChosen && isLast}
        title={isChosen && isLast ? 'Somebody has to cover: take in another person first' : undefined}
        aria-label={`${person.name} covers`}
        onChange={(event) => onToggle(event.target.checked)}
      />
      <span className="flex min-w-0 items-center gap-3">
        <Avatar name={person.name} size="large" />
        <span className="lines">
          <span className="clip font-medium" title={person.name}>
            {person.name}
          </span>
          <span className="clip text-xs text-ink-2">
            {[person.place, person.factors.preference_score > 0 ? 'preferred' : ''].filter((part) => part).join(' · ')}
          </span>
        </span>
      </span>
      <span className="score">
        {Math.round(person.score)}
        <small>score</small>
      </span>
      <FactorBars factors={factorsOf(person, count)} />
      <Button size="panel" aria-expanded={isOpen} aria-label={`Why ${person.name}`} onClick={() => setOpen(!isOpen)}>
        Why {isOpen ? <ChevronUp className="i" /> : <ChevronDown className="i" />}
      </Button>
      {isOpen ? (
        <span className="sugg-why">
          {firstNameOf(person.name)} {reasons.join(' · ')}
          {person.overloaded ? '. All of it alone would be more than they can carry.' : ''}
        </span>
      ) : null}
    </li>
  );
}

function factorsOf({ factors, load, knows, skills }: Suggestion, count: number): Factor[] {
  return [
    {
      name: 'Capacity',
      value: factors.capacity_score,
      caption: `${Math.round(load.customers + load.coverage)} of ${Math.round(load.capacity_points)} now`,
    },
    { name: 'Familiar', value: factors.familiarity_score, caption: `knows ${knows} of ${count}` },
    {
      name: 'Skill',
      value: factors.skill_match_score,
      caption: skills.length > 0 ? skills.join(', ') : 'none that fits',
    },
    {
      name: 'Preferred',
      value: factors.preference_score,
      of: 30,
      words: factors.preference_score > 0 ? `+${Math.round(factors.preference_score)}` : '0',
      caption: factors.preference_score > 0 ? 'your choice' : 'not chosen',
    },
  ];
}
