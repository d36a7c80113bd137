import { ListAbsences } from '@understudy/contracts';
import {
  buttonClass,
  DateField,
  dayOf,
  Field,
  Input,
  Notice,
  Panel,
  placeOf,
  SegmentedControl,
  Select,
  Textarea,
  useNow,
} from '@understudy/ui';
import { CalendarCheck } from 'lucide-react';
import { Link } from 'react-router';
import { absenceDays, isOver, sourceWords, typeWords } from '../absences/absence-words.js';
import { codeOf, fieldErrorsOf, wordsFor } from '../api/send.js';
import { useApi } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import type { Proposal, SetupDraft, SetupStart } from './setup-draft.js';
import { KINDS } from './setup-words.js';

export interface DatesStepProps {
  readonly draft: SetupDraft;
  readonly change: (fields: Partial<SetupDraft>) => void;
  readonly start: SetupStart;
  readonly proposal: Proposal | undefined;
  readonly error: Error | null;
}

/** Which field a refusal of the days is about. */
const FIELD_OF: Readonly<Record<string, 'first' | 'last' | 'hours'>> = {
  'absences.ends-before-start': 'last',
  'absences.in-the-past': 'last',
  'absences.too-long': 'last',
  'absences.bad-hours': 'hours',
  'absences.open-ended-hours': 'hours',
  'absences.has-begun': 'first',
  'absences.overlaps-own': 'first',
};
const ZONES = Intl.supportedValuesOf('timeZone');
const KIND_ORDER = ['vacation', 'conference', 'parental', 'sick', 'other'] as const;

/** When, and what kind: as the calendar says it, or the coming week. */
export function DatesStep({ draft, change, start, proposal, error }: DatesStepProps) {
  const { user } = useMe();
  const today = dayOf(useNow(), user.time_zone);
  const absence = proposal?.absence;
  const firstOn = draft.firstOn ?? absence?.start_date ?? start.firstOn;
  const knownLast = absence ? (absence.end_date ?? '') : start.lastOn;
  const isOpenEnded = draft.isOpenEnded ?? (absence ? absence.end_date === null : false);
  const hours = draft.hours ?? absence?.partial_hours ?? '';
  const isPartial = draft.hours === null ? hours !== '' : draft.hours !== '';
  const zone = draft.timeZone ?? absence?.time_zone ?? user.time_zone;
  const at = FIELD_OF[codeOf(error)];
  const fields = fieldErrorsOf(error);
  const errorOf = (field: 'first' | 'last' | 'hours', name: string) => {
    const words = at === field && error ? refusalWords(error) : fields[name];
    return words ? { error: words } : {};
  };
  const setFirst = (day: string) => {
    const last = draft.lastOn ?? (knownLast || start.lastOn);
    change({ firstOn: day, ...(last < day && !isOpenEnded ? { lastOn: day } : {}) });
  };

  return (
    <>
      {start.absenceId === null ? <FoundAlready /> : null}
      {error && at === undefined && Object.keys(fields).length === 0 ? (
        <Notice tone="gap">{wordsFor(error)}</Notice>
      ) : null}
      <Panel title="Days" count={absence?.id ? readFrom(absence) : undefined}>
        <div className="form">
          <Field label="What for" hint="Customers never learn it. Colleagues see that you are away, managers also why.">
            {(control) => (
              <Select
                {...control}
                value={draft.kind ?? absence?.absence_type ?? 'vacation'}
                onChange={(event) => {
                  const kind = KIND_ORDER.find((each) => each === event.target.value);
                  if (kind) change({ kind });
                }}
              >
                {KIND_ORDER.map((kind) => (
                  <option key={kind} value={kind}>
                    {KINDS[kind]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <div className="form-pair">
            <DateField
              label="First day away"
              value={firstOn}
              onChange={setFirst}
              {...(start.absenceId === null ? { min: today } : {})}
              {...errorOf('first', 'start_date')}
            />
            <DateField
              label="Last day away"
              value={isOpenEnded ? '' : (draft.lastOn ?? knownLast)}
              min={firstOn}
              disabled={isOpenEnded}
              onChange={(lastOn) => change({ lastOn })}
              {...(isOpenEnded ? { hint: 'The manager is asked from time to time whether it goes on.' } : {})}
              {...errorOf('last', 'end_date')}
            />
          </div>
          <label className="setup-check">
            <input
              type="checkbox"
              checked={isOpenEnded}
              onChange={(event) =>
                change({
                  isOpenEnded: event.target.checked,
                  ...(event.target.checked ? { hours: '' } : { lastOn: draft.lastOn ?? (knownLast || firstOn) }),
                })
              }
            />
            Nobody knows yet when it ends
          </label>
          <div className="form-line">
            <SegmentedControl
              label="Whole days or hours"
              value={isPartial ? 'hours' : 'days'}
              onChange={(value) => change({ hours: value === 'hours' ? '09:00-12:00' : '' })}
              options={[
                { value: 'days', words: 'Whole days' },
                { value: 'hours', words: 'Some hours' },
              ]}
            />
          </div>
          {isPartial ? (
            <Field
              label="Hours of each day"
              hint="From and to, with commas between: 09:00-12:00, 14:00-15:30"
              {...errorOf('hours', 'partial_hours')}
            >
              {(control) => (
                <Input {...control} value={hours} onChange={(event) => change({ hours: event.target.value })} />
              )}
            </Field>
          ) : null}
          <Field label="Days of" hint="A day begins and ends at midnight there, wherever you read this.">
            {(control) => (
              <Select
                {...control}
                value={zone}
                disabled={start.absenceId !== null}
                onChange={(event) => change({ timeZone: event.target.value })}
              >
                {(ZONES.includes(zone) ? ZONES : [zone, ...ZONES]).map((each) => (
                  <option key={each} value={each}>
                    {placeOf(each)} ({each})
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="What whoever covers has to know" note="optional">
            {(control) => (
              <Textarea
                {...control}
                maxLength={4000}
                value={draft.words ?? absence?.special_instructions ?? ''}
                placeholder="For all customers. Notes on single ones come in a later step."
                onChange={(event) => change({ words: event.target.value })}
              />
            )}
          </Field>
        </div>
      </Panel>
    </>
  );
}

/** The API's sentence, but for time that is known already: that one is a click away. */
const refusalWords = (error: Error): string =>
  codeOf(error) === 'absences.overlaps-own'
    ? 'There is time away in these days already. Set that one up, or choose other days.'
    : wordsFor(error);

const readFrom = (absence: Proposal['absence']): string =>
  absence.source === 'google_calendar'
    ? `as your calendar says${absence.title ? `: “${absence.title}”` : ''}`
    : 'as entered';

/** What calendars and others showed already: set that up instead of entering it again. */
function FoundAlready() {
  const { user } = useMe();
  const { data } = useApi(ListAbsences, { user_id: user.id, limit: '20' });
  const open = (data?.items ?? []).filter((absence) => !isOver(absence));
  if (open.length === 0) return null;
  return (
    <Panel title="Known already" count={open.length}>
      <ul className="rows py-1">
        {open.slice(0, 5).map((absence) => (
          <li key={absence.id}>
            <CalendarCheck className="i text-ink-3" />
            <span className="lines grow">
              <span className="clip font-medium">{absenceDays(absence)}</span>
              <span className="clip text-xs text-ink-2">
                {typeWords(absence)}, {sourceWords(absence)}
              </span>
            </span>
            <Link
              className={buttonClass({ size: 'row' })}
              to={`/setup?absence=${absence.id}`}
              aria-label={`Set up ${absenceDays(absence)}`}
            >
              Set up
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
