import { CreateAbsence, WhatIfAbsence, type WireOf } from '@understudy/contracts';
import {
  Button,
  DateField,
  dayOf,
  Dialog,
  Field,
  firstNameOf,
  formatDay,
  formatTime,
  Notice,
  placeOf,
  SegmentedControl,
  Select,
  useNow,
  useToast,
} from '@understudy/ui';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { codeOf, statusOf, wordsFor } from '../api/send.js';
import { useApi, useSend } from '../api/use-api.js';
import { PersonPicker } from '../people/person-picker.js';
import { plusDays } from '../session/local-days.js';
import { useMay, useMe } from '../session/session.js';
import { NotSaved } from '../states/not-saved.js';
import type { OutPerson } from './out-now-provider.js';
import { OutNowPreview } from './out-now-preview.js';

type Until = 'today' | 'day' | 'open';

const KINDS = [
  { value: 'sick', words: 'Sick' },
  { value: 'other', words: 'Something came up' },
  { value: 'vacation', words: 'Time off' },
  { value: 'conference', words: 'Conference or training' },
  { value: 'parental', words: 'Parental leave' },
] as const;
type Kind = (typeof KINDS)[number]['value'];

export interface OutNowDialogProps {
  /** null: about me. */
  readonly about: OutPerson | null;
  readonly onClose: () => void;
}

/**
 * Away from this moment on (PRD-258 FR-1.4): what it would do is shown before, one confirmation does it. About a colleague who cannot say so it
 * is a report: it counts at once, and they or their manager confirm it later.
 */
export function OutNowDialog({ about, onClose }: OutNowDialogProps) {
  const { user } = useMe();
  const may = useMay();
  const now = useNow();
  const tell = useToast();
  const navigate = useNavigate();
  const [person, setPerson] = useState(about);
  const [kind, setKind] = useState<Kind>('sick');
  const [until, setUntil] = useState<Until>('today');
  // the API reads days in the zone of whoever is away, which the first preview tells
  const [zone, setZone] = useState(user.time_zone);
  const today = dayOf(now, zone);
  const [lastOn, setLastOn] = useState(plusDays(today, 1));
  const [backup, setBackup] = useState<OutPerson | null>(null);
  const [picking, setPicking] = useState<'backup' | 'person' | null>(null);
  const create = useSend(CreateAbsence);

  const isOther = person !== null && person.user_id !== user.id;
  const first = isOther ? firstNameOf(person.name) : 'You';
  const input: WireOf<typeof CreateAbsence> = {
    ...(isOther ? { user_id: person.user_id } : {}),
    unplanned: true,
    absence_type: kind,
    end_date: until === 'open' ? null : until === 'today' ? today : lastOn,
    ...(backup ? { preferred_backup_user_id: backup.user_id } : {}),
  };
  const preview = useApi(WhatIfAbsence, input, { keep: true });
  if (preview.data && preview.data.time_zone !== zone) setZone(preview.data.time_zone);
  const proposed = backup ?? preview.data?.proposal?.backup ?? null;
  const isRefused = preview.isError && statusOf(preview.error) !== 403 && statusOf(preview.error) < 500;

  const submit = () => {
    if (create.isPending || isRefused) return;
    create.mutate(
      { input },
      {
        onSuccess: (absence) => {
          const asked = absence.coverage.assignments[0]?.backup.name;
          const done = isOther ? `${person.name} is marked as out.` : 'You are out.';
          tell({ text: asked ? `${done} ${firstNameOf(asked)} is asked.` : `${done} Whoever can cover is asked.` });
          onClose();
          if (!isOther || may('absences:manage')) void navigate(`/absences/${absence.id}`);
        },
      },
    );
  };

  if (picking) {
    return (
      <PersonPicker
        title={picking === 'backup' ? 'Who should cover?' : 'Who is out?'}
        except={[picking === 'backup' ? (person?.user_id ?? user.id) : user.id]}
        onClose={() => setPicking(null)}
        onPick={({ user_id, name }) => {
          if (picking === 'backup') setBackup({ user_id, name });
          else {
            setPerson({ user_id, name });
            setBackup(null);
          }
          setPicking(null);
        }}
      />
    );
  }
  const ask = proposed ? `, ask ${firstNameOf(proposed.name)}` : '';
  return (
    <Dialog
      title={isOther ? `${person.name} is out` : 'I am out now'}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button look="quiet" className="mr-auto" onClick={() => (isOther ? setPerson(null) : setPicking('person'))}>
            {isOther ? 'It is about me' : 'It is about a colleague'}
          </Button>
          <Button look="quiet" onClick={onClose}>
            Not now
          </Button>
          <Button look="filled" type="submit" busy={create.isPending} disabled={isRefused}>
            {isOther ? `${first} is out${ask}` : `I am out${ask}`}
          </Button>
        </>
      }
    >
      {create.error ? <NotSaved error={create.error} /> : null}
      {isRefused ? (
        <Notice tone="waiting">
          <b>
            {codeOf(preview.error) === 'absences.overlaps-own'
              ? `${first} ${isOther ? 'is' : 'are'} away already.`
              : 'That cannot be.'}
          </b>{' '}
          <span className="mut">{wordsFor(preview.error)}</span>{' '}
          {isOther ? null : (
            <Link className="underline" to="/absences" onClick={onClose}>
              Your time away
            </Link>
          )}
        </Notice>
      ) : null}
      <p className="text-ink-2">
        From now, {formatTime(now, user.time_zone)} in {placeOf(user.time_zone)}.{' '}
        {isOther ? `${first} or the manager confirms it later; it counts at once.` : 'Customers never learn why.'}
      </p>
      <Field label="Why">
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={(event) => setKind(KINDS.find(({ value }) => value === event.target.value)?.value ?? 'other')}
          >
            {KINDS.map(({ value, words }) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="grid gap-1">
        <span className="field-label" aria-hidden="true">
          Until
        </span>
        <SegmentedControl
          label="Until"
          value={until}
          onChange={setUntil}
          options={[
            { value: 'today', words: 'Rest of today' },
            { value: 'day', words: 'A day' },
            { value: 'open', words: 'Nobody knows yet' },
          ]}
        />
      </div>
      {until === 'day' ? (
        <DateField
          label="Last day away"
          value={lastOn}
          min={today}
          onChange={setLastOn}
          hint={`Until the end of ${formatDay(lastOn || today, today)}`}
        />
      ) : null}
      <OutNowPreview
        preview={preview}
        backup={backup}
        // what a colleague reports is only that somebody is away; whom to ask is theirs to say
        onOther={isOther && !may('absences:manage') ? null : () => setPicking('backup')}
      />
    </Dialog>
  );
}
