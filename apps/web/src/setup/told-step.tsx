import { CheckSetup, SetNoticeOptOut, type AnswerOf } from '@understudy/contracts';
import {
  Button,
  Chip,
  EmptyState,
  formatCount,
  formatMoment,
  listNames,
  Notice,
  Panel,
  SegmentedControl,
  useNow,
  useToast,
} from '@understudy/ui';
import { MailX, Users } from 'lucide-react';
import { useState } from 'react';
import { wordsFor } from '../api/send.js';
import { useApi, useSend } from '../api/use-api.js';
import { WHERE_TOLD } from '../coverage/asked-words.js';
import { useMe } from '../session/session.js';
import { Loaded } from '../states/loaded.js';
import type { SetupWire } from './setup-draft.js';
import { Fact } from './step-aside.js';
import type { StepProps } from './who-step.js';

type Notices = AnswerOf<typeof CheckSetup>['notices'];
type Letter = Notices['items'][number];

export interface ToldStepProps extends StepProps {
  readonly plan: SetupWire;
  readonly tell: 'auto' | 'none';
}

/** Customers, word for word and in their language, or nobody outside; and who hears of it inside. */
export function ToldStep({ change, proposal, shares, plan, tell }: ToldStepProps) {
  const check = useApi(CheckSetup, { ...plan, notify_customers: tell }, { keep: true });
  const { manager, policy } = proposal;
  const names = shares.lanes.filter(({ customers }) => customers.length > 0).map(({ name }) => name);
  return (
    <>
      <Panel
        title="Customers"
        actions={
          <SegmentedControl
            label="Customers are told"
            size="row"
            value={tell}
            onChange={(value) => change({ tell: value })}
            options={[
              { value: 'auto', words: 'By e-mail' },
              { value: 'none', words: 'Not at all' },
            ]}
          />
        }
      >
        <Loaded query={check} what="The letters" words="Writing what customers would read" rows={5}>
          {({ notices }) => <Letters notices={notices} isOff={tell === 'none'} />}
        </Loaded>
      </Panel>
      <Panel title="Inside">
        <ul className="panel-body grid gap-2">
          {names.map((name) => (
            <Fact key={name} icon={<Users className="i text-ink-3" />}>
              <b className="font-medium">{name}</b> {policy.needs_acceptance ? 'is asked' : 'is told'} {WHERE_TOLD}. The
              briefs come with it.
            </Fact>
          ))}
          {manager ? (
            <Fact icon={<Users className="i text-ink-3" />}>
              <b className="font-medium">{manager.name}</b>{' '}
              {policy.needs_approval ? 'approves it first' : 'sees it on the team’s page'} and hears of every gap.
            </Fact>
          ) : null}
          <Fact icon={<Users className="i text-ink-3" />}>
            The team sees the days and who covers in the calendar; never what kind of absence it is.
          </Fact>
        </ul>
      </Panel>
    </>
  );
}

function Letters({ notices, isOff }: { readonly notices: Notices; readonly isOff: boolean }) {
  const { items, opted_out: optedOut, connected } = notices;
  const [chosenId, setChosen] = useState('');
  const customers = byCustomer(items);
  const chosen = customers.find(([id]) => id === chosenId) ?? customers[0];
  if (items.length === 0 && optedOut.length === 0) {
    return (
      <EmptyState icon={<MailX className="i" />} title="Nobody to write to">
        The absence is too short for a letter, the policy leaves these customers out, or no contact has an address.
      </EmptyState>
    );
  }
  return (
    <>
      {isOff ? (
        <p className="panel-body text-ink-2">
          Internal only: no customer is written to. This is what they would read if you chose e-mail.
        </p>
      ) : connected ? null : (
        <div className="panel-body">
          <Notice tone="waiting">
            <b>No mail service is connected.</b>{' '}
            <span className="mut">The letters become drafts on the absence’s page; copy and send them yourself.</span>
          </Notice>
        </div>
      )}
      <div className="setup-told">
        <div className="min-w-0">
          <p className="mb-1 text-xs text-ink-2">
            {isOff ? 'Would go to' : 'Goes to'} {formatCount(items.length, 'contact')} of{' '}
            {formatCount(customers.length, 'customer')}
            {languagesOf(items)}
          </p>
          <ul className="setup-told-list">
            {customers.map(([id, letters]) => (
              <Recipient key={id} letters={letters} isChosen={id === chosen?.[0]} onChoose={() => setChosen(id)} />
            ))}
            {byCustomer(optedOut).map(([id, contacts]) => (
              <OptedOut key={id} contacts={contacts} />
            ))}
          </ul>
        </div>
        {chosen?.[1][0] ? <LetterText letter={chosen[1][0]} others={chosen[1].length - 1} /> : null}
      </div>
    </>
  );
}

const byCustomer = <Row extends Notices['opted_out'][number]>(
  rows: readonly Row[],
): (readonly [string, readonly Row[]])[] => [...Map.groupBy(rows, ({ customer }) => customer.customer_id)];
const namesOf = (rows: Notices['opted_out']): string => listNames(rows.map(({ contact }) => contact.name));

const languageNames = new Intl.DisplayNames('en', { type: 'language' });
const languagesOf = (items: readonly Letter[]): string => {
  const languages = [...new Set(items.map(({ language }) => language))];
  return languages.length > 1 ? `, in ${languages.map((each) => languageNames.of(each) ?? each).join(', ')}` : '';
};

/** What the first of them reads; the others differ by their name. */
function LetterText({ letter, others }: { readonly letter: Letter; readonly others: number }) {
  const { user } = useMe();
  const now = useNow();
  return (
    <article className="letter" lang={letter.language} aria-label={`What ${letter.contact.name} would read`}>
      <p className="flex flex-wrap items-center gap-2 text-xs text-ink-2" lang="en">
        To {letter.contact.name}
        {others > 0 ? ` and ${formatCount(others, 'other')}` : ''}, {letter.customer.name} ·{' '}
        {formatMoment(letter.send_at, user.time_zone, now)}
        <Chip tone="outlined">{languageNames.of(letter.language) ?? letter.language}</Chip>
      </p>
      <h3 className="my-2 font-semibold">{letter.subject}</h3>
      <p className="prose">{letter.text}</p>
    </article>
  );
}

interface RecipientProps {
  readonly letters: readonly Letter[];
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Recipient({ letters, isChosen, onChoose }: RecipientProps) {
  const { set, isPending } = useOptOut(letters);
  const name = letters[0]?.customer.name ?? '';
  return (
    <li>
      <button type="button" className="setup-told-who" aria-pressed={isChosen} onClick={onChoose}>
        <span className="lines">
          <span className="clip font-medium">{name}</span>
          <span className="clip text-xs text-ink-2">{namesOf([...letters])}</span>
        </span>
      </button>
      <Button size="row" look="quiet" busy={isPending} aria-label={`Leave out ${name}`} onClick={() => set(true)}>
        Leave out
      </Button>
    </li>
  );
}

function OptedOut({ contacts }: { readonly contacts: readonly Notices['opted_out'][number][] }) {
  const { set, isPending } = useOptOut(contacts);
  const name = contacts[0]?.customer.name ?? '';
  return (
    <li>
      <span className="setup-told-who lines text-ink-2">
        <span className="clip">{name}</span>
        <span className="clip text-xs">{namesOf([...contacts])} · no letters</span>
      </span>
      <Button size="row" look="quiet" busy={isPending} aria-label={`Write again to ${name}`} onClick={() => set(false)}>
        Write again
      </Button>
    </li>
  );
}

/** Holds from now on, for every absence: a wish of the contacts, not of this set-up. */
function useOptOut(contacts: readonly Notices['opted_out'][number][]) {
  const send = useSend(SetNoticeOptOut);
  const tell = useToast();
  const set = async (isOut: boolean): Promise<void> => {
    try {
      for (const { customer, contact } of contacts)
        await send.mutateAsync({
          input: { customer_id: customer.customer_id, stakeholder_id: contact.stakeholder_id, opt_out: isOut },
        });
      const name = contacts[0]?.customer.name ?? '';
      tell({
        text: isOut ? `${name} is not written to, now and later.` : `${name} is written to again.`,
        ...(isOut ? { action: { words: 'Undo', onAction: () => void set(false) } } : {}),
      });
    } catch (error) {
      tell({ tone: 'bad', text: wordsFor(error) });
    }
  };
  return { set: (isOut: boolean) => void set(isOut), isPending: send.isPending };
}
