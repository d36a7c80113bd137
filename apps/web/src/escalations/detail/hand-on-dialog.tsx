import { AssignEscalation, SuggestOwners, TransferEscalation, type AnswerOf } from '@understudy/contracts';
import { Avatar, Button, Person, SkeletonRows } from '@understudy/ui';
import { useState, type ReactNode } from 'react';
import { wordsFor } from '../../api/send.js';
import { useApi } from '../../api/use-api.js';
import { useDraft } from '../../drafts/use-draft.js';
import { PersonPicker } from '../../people/person-picker.js';
import { isForSupporters, type Escalation } from './escalation.js';
import { MoveDialog, useMove } from './move-dialog.js';
import { WordsField } from './words-field.js';

type Suggestions = AnswerOf<typeof SuggestOwners>;
interface Target {
  readonly user_id: string;
  readonly name: string;
}

export interface HandOnDialogProps {
  readonly escalation: Escalation;
  readonly onClose: () => void;
}

/** The best of those who fit; everybody else is found by name. */
const SHOWN = 6;

/** To somebody else, with a note: who fits and why stands beside every name, and who is left out and why below. */
export function HandOnDialog({ escalation, onClose }: HandOnDialogProps) {
  const { draft, change, forget } = useDraft(`escalation:${escalation.id}:hand-on`, { note: '' });
  const [to, setTo] = useState<Target | 'anybody' | null>(null);
  const [isFinding, setIsFinding] = useState(false);
  const suggestions = useApi(SuggestOwners, { escalation_id: escalation.id });
  const assign = useMove(AssignEscalation);
  const transfer = useMove(TransferEscalation);
  const id = escalation.id;
  const note = draft.note.trim();
  const isConversation = isForSupporters(escalation);

  const submit = () => {
    const done = {
      done: to === 'anybody' ? 'Handed on.' : `${to?.name ?? ''} is told.`,
      onDone: () => (forget(), onClose()),
    };
    if (to === 'anybody') transfer.move({ input: { escalation_id: id, note } }, done);
    else if (to && isConversation) transfer.move({ input: { escalation_id: id, to_user_id: to.user_id, note } }, done);
    else if (to) assign.move({ input: { escalation_id: id, primary_owner_id: to.user_id, reason: note } }, done);
  };
  if (isFinding) {
    return (
      <PersonPicker
        title="Hand on to"
        except={escalation.primary_owner ? [escalation.primary_owner.user_id] : []}
        onPick={(person) => {
          setTo(person);
          setIsFinding(false);
        }}
        onClose={() => setIsFinding(false)}
      />
    );
  }
  const named = to !== null && to !== 'anybody' ? to : null;
  const shown = (suggestions.data?.items ?? []).slice(0, SHOWN);
  const isSuggested = named === null || shown.some(({ user_id }) => user_id === named.user_id);
  return (
    <MoveDialog
      escalation={escalation}
      title="Hand it on"
      words={to === null || to === 'anybody' ? 'Hand on' : `Give it to ${to.name}`}
      busy={assign.isPending || transfer.isPending}
      missing={to === null ? 'Choose somebody' : note ? null : 'Say what they need to know'}
      error={assign.error ?? transfer.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <WordsField
        label="What do they need to know?"
        hint="The first thing they read"
        maxLength={2000}
        value={draft.note}
        onChange={(value) => change({ note: value })}
      />
      <fieldset className="fit-list">
        <legend className="font-medium">Who takes it?</legend>
        {suggestions.error ? <p className="text-ink-2">{wordsFor(suggestions.error)}</p> : null}
        {suggestions.isPending ? <SkeletonRows rows={2} words="Finding out who fits" /> : null}
        {named && !isSuggested ? (
          <Choice checked label={<Person name={named.name} note="found by name" />} onChoose={() => undefined} />
        ) : null}
        {shown.map((item) => (
          <Choice
            key={item.user_id}
            checked={named?.user_id === item.user_id}
            label={<Fit item={item} />}
            onChoose={() => setTo(item)}
          />
        ))}
        {isConversation ? (
          <Choice
            checked={to === 'anybody'}
            label={<span className="font-medium">Whoever is free first</span>}
            onChoose={() => setTo('anybody')}
          />
        ) : null}
      </fieldset>
      <Button className="justify-self-start" size="panel" onClick={() => setIsFinding(true)}>
        Somebody else
      </Button>
      <LeftOut excluded={suggestions.data?.excluded ?? []} />
    </MoveDialog>
  );
}

interface ChoiceProps {
  readonly checked: boolean;
  readonly label: ReactNode;
  readonly onChoose: () => void;
}
const Choice = ({ checked, label, onChoose }: ChoiceProps) => (
  <label className="fit">
    <input type="radio" name="hand-on-to" checked={checked} onChange={onChoose} />
    {label}
  </label>
);

/** Why this person: what they know, what they carry. The score stands beside its reasons, never alone. */
function Fit({ item }: { readonly item: Suggestions['items'][number] }) {
  const load = item.cap === null ? `${item.open_escalations} open` : `${item.open_escalations} of ${item.cap} open`;
  const knows =
    item.matched_tags.length > 0
      ? `knows ${item.matched_tags.join(', ')}`
      : item.named
        ? 'named for this kind'
        : 'no matching skill';
  return (
    <>
      <Avatar name={item.name} />
      <span className="lines grow">
        <span className="font-medium">{item.name}</span>
        <span className="text-xs text-ink-2">{[knows, load, item.place].filter((part) => part).join(' · ')}</span>
      </span>
      <span className="num font-semibold" title="Fit of 100: expertise, load, presence">
        {Math.round(item.score)}
        <span className="sr-only"> of 100</span>
      </span>
    </>
  );
}

const REASONS = {
  owns_it: 'has it now',
  absent: 'away',
  at_capacity: 'carries as many as they may',
  unavailable: 'switched off',
  no_expertise: 'no matching skill',
} as const satisfies Record<Suggestions['excluded'][number]['reason'], string>;

function LeftOut({ excluded }: Pick<Suggestions, 'excluded'>) {
  const told = excluded.filter(({ reason }) => reason !== 'no_expertise');
  if (told.length === 0) return null;
  return (
    <details className="text-xs text-ink-2">
      <summary>Left out: {told.length}</summary>
      <ul className="mt-1 grid gap-0.5">
        {told.map(({ user, reason, covered_by: cover }) => (
          <li key={user.user_id}>
            {user.name}: {REASONS[reason]}
            {cover ? `, covered by ${cover.name}` : ''}
          </li>
        ))}
      </ul>
    </details>
  );
}
