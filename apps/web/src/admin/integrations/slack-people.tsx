import { ListSlackPeople, SetSlackPerson, type AnswerOf } from '@understudy/contracts';
import { Button, Chip, Dialog, EmptyState, Field, Input, Panel, SegmentedControl, useToast } from '@understudy/ui';
import { Users } from 'lucide-react';
import { useState } from 'react';
import { fieldErrorsOf } from '../../api/send.js';
import { useApi, useSend } from '../../api/use-api.js';
import { Loaded } from '../../states/loaded.js';
import { NotSaved } from '../../states/not-saved.js';

type Person = AnswerOf<typeof ListSlackPeople>['items'][number];
type Show = 'unknown' | 'hand' | 'all';
const FIRST = 12;

const isUnknown = ({ slack_user_id: id, mapped_by: by }: Person): boolean => id === null && by === 'email';

/** Who is who in Slack: found by e-mail address, or said by hand. Those who are not known come first. */
export function SlackPeople() {
  const list = useApi(ListSlackPeople, {});
  const [show, setShow] = useState<Show>('unknown');
  const [isAll, setAll] = useState(false);
  const [editing, setEditing] = useState<Person | null>(null);
  return (
    <Panel title="People" count={list.data?.items.length}>
      <Loaded query={list} what="Who is who in Slack" words="Looking who is who" rows={4}>
        {({ items }) => {
          const lists = {
            unknown: items.filter(isUnknown),
            hand: items.filter(({ mapped_by: by }) => by === 'hand'),
            all: items,
          };
          const rows = lists[show];
          return (
            <>
              <div className="panel-body">
                <SegmentedControl
                  label="Which people are listed"
                  size="row"
                  value={show}
                  onChange={(next) => {
                    setShow(next);
                    setAll(false);
                  }}
                  options={[
                    { value: 'unknown', words: `Not known yet ${lists.unknown.length}` },
                    { value: 'hand', words: `By hand ${lists.hand.length}` },
                    { value: 'all', words: `All ${lists.all.length}` },
                  ]}
                />
              </div>
              {show === 'unknown' && rows.length > 0 ? (
                <p className="panel-body text-ink-2">
                  Each is looked for by their e-mail address when something is first sent to them. Whose address in
                  Slack is another one is never found: say who they are.
                </p>
              ) : null}
              {rows.length === 0 ? (
                <EmptyState
                  good={show === 'unknown'}
                  icon={<Users className="i" />}
                  title={show === 'unknown' ? 'Everybody is known in Slack' : 'Nobody was said by hand'}
                />
              ) : (
                <ul className="rows">
                  {(isAll ? rows : rows.slice(0, FIRST)).map((person) => (
                    <li key={person.user_id}>
                      <span className="grow lines">
                        <span className="clip font-medium">{person.name}</span>
                        <span className="clip text-xs text-ink-2">{person.email}</span>
                      </span>
                      <SlackId person={person} />
                      <Button size="row" aria-label={`Change who ${person.name} is`} onClick={() => setEditing(person)}>
                        Change
                      </Button>
                    </li>
                  ))}
                  {rows.length > FIRST && !isAll ? (
                    <li>
                      <button type="button" className="link" onClick={() => setAll(true)}>
                        All {rows.length}
                      </button>
                    </li>
                  ) : null}
                </ul>
              )}
            </>
          );
        }}
      </Loaded>
      {editing ? <PersonDialog person={editing} onClose={() => setEditing(null)} /> : null}
    </Panel>
  );
}

function SlackId({ person: { slack_user_id: id, mapped_by: by } }: { readonly person: Person }) {
  if (id) return <Chip tone={by === 'hand' ? 'plain' : 'covered'}>{by === 'hand' ? `${id}, by hand` : id}</Chip>;
  return <Chip tone="outlined">{by === 'hand' ? 'nobody in Slack' : 'not known yet'}</Chip>;
}

function PersonDialog({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const [how, setHow] = useState<'email' | 'hand' | 'nobody'>(
    person.mapped_by === 'email' ? 'email' : person.slack_user_id ? 'hand' : 'nobody',
  );
  const [slackId, setSlackId] = useState(person.mapped_by === 'hand' ? (person.slack_user_id ?? '') : '');
  const set = useSend(SetSlackPerson);
  const tell = useToast();
  const errors = fieldErrorsOf(set.error);
  const save = () =>
    set.mutate(
      {
        input: {
          user_id: person.user_id,
          ...(how === 'email'
            ? { mapped_by: 'email' }
            : { mapped_by: 'hand', slack_user_id: how === 'hand' ? slackId.trim() : null }),
        },
      },
      {
        onSuccess: () => {
          tell({ text: `Who ${person.name} is in Slack is saved` });
          onClose();
        },
      },
    );
  const isReady = how !== 'hand' || slackId.trim() !== '';
  return (
    <Dialog
      title={`Who is ${person.name} in Slack?`}
      onClose={onClose}
      onSubmit={() => isReady && !set.isPending && save()}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button look="filled" type="submit" busy={set.isPending} disabled={!isReady}>
            Save
          </Button>
        </>
      }
    >
      {set.error && Object.keys(errors).length === 0 ? <NotSaved error={set.error} /> : null}
      <fieldset className="options">
        <legend className="sr-only">How {person.name} is found</legend>
        {(
          [
            ['email', 'By their e-mail address', person.email],
            ['hand', 'By hand', 'For people whose address in Slack is another one.'],
            ['nobody', 'Not in Slack', 'They hear by e-mail and here.'],
          ] as const
        ).map(([value, words, means]) => (
          <label key={value}>
            <input type="radio" name="slack-how" checked={how === value} onChange={() => setHow(value)} />
            <span>
              <b className="font-medium">{words}</b>
              <span className="block text-ink-2">{means}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {how === 'hand' ? (
        <Field
          label="Member ID in Slack"
          hint="In Slack: their profile, the three dots, Copy member ID. Like U02ABCDEF."
          {...(errors['slack_user_id'] ? { error: errors['slack_user_id'] } : {})}
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              spellCheck={false}
              value={slackId}
              onChange={({ target }) => setSlackId(target.value)}
            />
          )}
        </Field>
      ) : null}
    </Dialog>
  );
}
