import { GetAbsence, PatchAbsence, WhatIfAbsence, type AnswerOf } from '@understudy/contracts';
import {
  Button,
  buttonClass,
  Field,
  firstNameOf,
  formatSpan,
  Input,
  Notice,
  Panel,
  Select,
  useToast,
} from '@understudy/ui';
import { X } from 'lucide-react';
import {} from 'react';
import { Link } from 'react-router';
import { codeOf, wordsFor } from '../api/send.js';
import { useApi, useSend } from '../api/use-api.js';
import { plusDays } from '../session/local-days.js';
import { NotSaved } from '../states/not-saved.js';
import { dayCount, type TeamPerson } from './lanes.js';
import type { Trial } from './trial.js';
import { WhatIfAnswer } from './what-if-answer.js';

export interface WhatIfPanelProps {
  readonly trial: Trial;
  /** Whom one may plan for. */
  readonly people: readonly TeamPerson[];
  /** Gaps that these days have already, customers counted once each. */
  readonly gapsBefore: (trial: Trial) => number;
  readonly onChange: (trial: Trial | null) => void;
}

/** What an absence would do before anybody enters it; the same by dragging on the timeline and by these fields. */
export function WhatIfPanel({ trial, people, gapsBefore, onChange }: WhatIfPanelProps) {
  const person = people.find(({ user }) => user.user_id === trial.userId);
  const answer = useApi(
    WhatIfAbsence,
    {
      user_id: trial.userId,
      start_date: trial.firstOn,
      end_date: trial.lastOn,
      ...(trial.absenceId ? { instead_of: trial.absenceId } : { absence_type: 'vacation' }),
    },
    { keep: true },
  );
  const name = person ? firstNameOf(person.user.name) : 'somebody';
  return (
    <Panel
      title={`What if ${name} is away ${formatSpan(trial.firstOn, trial.lastOn)}?`}
      actions={
        <Button look="quiet" size="row" icon aria-label="Close what-if" onClick={() => onChange(null)}>
          <X className="i" />
        </Button>
      }
    >
      <div className="panel-body grid gap-3.5">
        <p className="text-xs text-ink-2">
          Nothing is saved and nobody is told. Drag on the timeline, or change the days here.
        </p>
        <TrialFields trial={trial} people={people} onChange={onChange} />
        <div aria-live="polite" aria-busy={answer.isFetching || undefined} className="grid gap-3.5">
          {answer.error ? <Refused error={answer.error} trial={trial} /> : null}
          {answer.data && !answer.error ? <WhatIfAnswer said={answer.data} before={gapsBefore(trial)} /> : null}
          {answer.isPending ? <p className="text-ink-2">Working out who would look after whom</p> : null}
        </div>
        <Acts trial={trial} disabled={answer.error !== null || !answer.data} onDone={() => onChange(null)} />
      </div>
    </Panel>
  );
}

function TrialFields({ trial, people, onChange }: Pick<WhatIfPanelProps, 'trial' | 'people' | 'onChange'>) {
  const days = dayCount(trial.firstOn, trial.lastOn);
  const move = (by: number) =>
    onChange({ ...trial, firstOn: plusDays(trial.firstOn, by), lastOn: plusDays(trial.lastOn, by) });
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-2.5">
      <div className="col-span-2">
        <Field label="Who">
          {(control) => (
            <Select
              {...control}
              value={trial.userId}
              disabled={trial.absenceId !== null}
              onChange={({ target }) => onChange({ ...trial, userId: target.value })}
            >
              {people.map(({ user }) => (
                <option key={user.user_id} value={user.user_id}>
                  {user.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Field label="First day away">
        {(control) => (
          <Input
            {...control}
            type="date"
            value={trial.firstOn}
            onChange={({ target }) => {
              if (!target.value) return;
              onChange({ ...trial, firstOn: target.value, lastOn: plusDays(target.value, days - 1) });
            }}
          />
        )}
      </Field>
      <Field label="Last day away">
        {(control) => (
          <Input
            {...control}
            type="date"
            min={trial.firstOn}
            value={trial.lastOn}
            onChange={({ target }) => {
              if (target.value >= trial.firstOn) onChange({ ...trial, lastOn: target.value });
            }}
          />
        )}
      </Field>
      <span className="col-span-2 flex flex-wrap gap-2">
        <Button size="row" onClick={() => move(-7)}>
          −7 days
        </Button>
        <Button size="row" onClick={() => move(-1)}>
          −1 day
        </Button>
        <Button size="row" onClick={() => move(1)}>
          +1 day
        </Button>
        <Button size="row" onClick={() => move(7)}>
          +7 days
        </Button>
      </span>
    </div>
  );
}

function Refused({ error, trial }: { readonly error: unknown; readonly trial: Trial }) {
  const own = codeOf(error) === 'absences.overlaps-own';
  return (
    <Notice tone={own ? 'plain' : 'waiting'}>
      <b>{own ? 'They are away on these days already.' : 'This cannot be tried.'}</b>{' '}
      <span className="mut">
        {own ? 'Take other days, or drag that absence.' : wordsFor(error)}
        {trial.absenceId && !own ? ' The absence stays where it is.' : ''}
      </span>
    </Notice>
  );
}

/** A new absence is set up with these days; one that exists is moved, and its coverage goes along. */
function Acts({
  trial,
  disabled,
  onDone,
}: {
  readonly trial: Trial;
  readonly disabled: boolean;
  readonly onDone: () => void;
}) {
  const setUp = new URLSearchParams({ for: trial.userId, from: trial.firstOn, to: trial.lastOn });
  return (
    <div className="flex flex-wrap gap-2">
      {trial.absenceId ? (
        <Move trial={trial} absenceId={trial.absenceId} disabled={disabled} onDone={onDone} />
      ) : (
        <Link className={buttonClass({ look: 'filled', size: 'panel' })} to={`/setup?${setUp}`}>
          Set it up like this
        </Link>
      )}
      <Button size="panel" onClick={onDone}>
        Discard
      </Button>
    </div>
  );
}

interface MoveProps {
  readonly trial: Trial;
  readonly absenceId: string;
  readonly disabled: boolean;
  readonly onDone: () => void;
}

function Move({ trial, absenceId, disabled, onDone }: MoveProps) {
  const absence = useApi(GetAbsence, { absence_id: absenceId });
  const patch = useSend(PatchAbsence);
  const tell = useToast();
  const current: AnswerOf<typeof GetAbsence> | undefined = absence.data;
  const save = () => {
    if (!current) return;
    patch.mutate(
      {
        input: { absence_id: absenceId, start_date: trial.firstOn, end_date: trial.lastOn },
        ifMatch: current.version,
      },
      {
        onSuccess: () => {
          tell({ text: `Moved to ${formatSpan(trial.firstOn, trial.lastOn)}. Whoever covers is told.` });
          onDone();
        },
      },
    );
  };
  return (
    <>
      {patch.error ? <NotSaved error={patch.error} /> : null}
      <Button look="filled" size="panel" disabled={disabled || !current} busy={patch.isPending} onClick={save}>
        Move it to {formatSpan(trial.firstOn, trial.lastOn)}
      </Button>
    </>
  );
}
