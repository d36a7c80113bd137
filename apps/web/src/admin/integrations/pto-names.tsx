import { AssignPtoName, ListPtoNames, type AnswerOf } from '@understudy/contracts';
import { Button, formatCount, Panel, useToast } from '@understudy/ui';
import { useState } from 'react';
import { wordsFor } from '../../api/send.js';
import { useApi, useSend } from '../../api/use-api.js';
import { PickPerson } from '../pick-person.js';

type Name = AnswerOf<typeof ListPtoNames>['items'][number];

/** Names of PTO systems that somebody has to assign; their entries wait until then. Those that are decided can be changed. */
export function PtoNames() {
  const list = useApi(ListPtoNames, {});
  const [isOpen, setOpen] = useState(false);
  const names = list.data?.items ?? [];
  const open = names.filter(({ state }) => state === 'undecided');
  const decided = names.filter(({ state }) => state !== 'undecided');
  if (names.length === 0) return null;
  return (
    <Panel title="Names" count={open.length > 0 ? `${open.length} to assign` : 'all assigned'}>
      {open.length > 0 ? (
        <p className="panel-body text-ink-2">
          Entries under these names belong to nobody we can tell. Say whose each is: they follow at once, now and later.
        </p>
      ) : null}
      <ul className="rows">
        {open.map((name) => (
          <NameRow key={name.name} name={name} />
        ))}
        {isOpen ? decided.map((name) => <NameRow key={name.name} name={name} />) : null}
        {decided.length > 0 && !isOpen ? (
          <li>
            <button type="button" className="link" onClick={() => setOpen(true)}>
              {formatCount(decided.length, 'name')} decided before
            </button>
          </li>
        ) : null}
      </ul>
    </Panel>
  );
}

function NameRow({ name: { name, state, user, entries, candidates } }: { readonly name: Name }) {
  const assign = useSend(AssignPtoName);
  const tell = useToast();
  const say = (to: { readonly user_id: string; readonly name: string } | null) =>
    assign.mutate(
      { input: { name, user_id: to?.user_id ?? null } },
      {
        onSuccess: () => tell({ text: to ? `“${name}” is ${to.name}` : `“${name}” is nobody of yours` }),
        onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }),
      },
    );
  return (
    <li className="flex-wrap">
      <span className="grow">
        <b className="font-medium wrap-anywhere">{name}</b>
        <span className="block text-xs text-ink-2">
          {formatCount(entries, 'entry', 'entries')}
          {state === 'nobody' ? ', nobody of yours' : ''}
          {user ? `, ${user.name}` : ''}
        </span>
      </span>
      {candidates.slice(0, 2).map((one) => (
        <Button key={one.user_id} size="row" busy={assign.isPending} onClick={() => say(one)}>
          {one.name}
        </Button>
      ))}
      <span className="name-person">
        <PickPerson
          aria-label={`Whose is “${name}”?`}
          placeholder={candidates.length > 0 ? 'Somebody else' : 'Whose is it?'}
          value={user}
          onChange={(person) => person && say(person)}
        />
      </span>
      {state === 'nobody' ? null : (
        <Button size="row" look="quiet" busy={assign.isPending} onClick={() => say(null)}>
          Nobody of ours
        </Button>
      )}
    </li>
  );
}
