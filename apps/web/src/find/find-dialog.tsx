import { Search, type AnswerOf } from '@understudy/contracts';
import { Avatar, Dialog, Kbd, SeverityMark } from '@understudy/ui';
import { Command } from 'cmdk';
import { Building2 } from 'lucide-react';
import { useDeferredValue, useEffect, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { wordsFor } from '../api/send.js';
import { useApi } from '../api/use-api.js';
import { responsibleInShort } from '../customers/responsible-words.js';
import { useMe } from '../session/session.js';
import { type OneCommand, useCommands } from './commands.js';
import { matches } from './matches.js';

type Found = AnswerOf<typeof Search>;

/** Ctrl or ⌘ K: go to a customer, an escalation, a colleague or a page, or do something, from anywhere and by keyboard alone. */
export function FindDialog({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const commands = useCommands();
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const found = useApi(Search, { q }, { enabled: q.length > 0, keep: true });
  const hits = q ? found.data : undefined;

  // answers come after the commands stand there: the best of them is what Enter takes, until an arrow chooses another one
  const best = hits && (hits.customers[0]?.customer.id ?? hits.escalations[0]?.id ?? hits.people[0]?.user_id);
  const [chosen, setChosen] = useState('');
  useEffect(() => {
    if (best) setChosen(best);
  }, [best]);

  const run = (act: () => void) => () => {
    onClose();
    act();
  };
  const go = (to: string) => run(() => void navigate(to));
  const offered = commands.filter(({ words }) => matches(words, text));
  const isEmpty = offered.length === 0 && hits && countOf(hits) === 0;

  return (
    <Dialog title="Find or do anything" onClose={onClose}>
      <Command
        className="palette"
        shouldFilter={false}
        loop
        label="Find or do anything"
        value={chosen}
        onValueChange={setChosen}
      >
        <Command.Input
          className="input"
          value={text}
          onValueChange={setText}
          placeholder="A customer, an escalation, a person, a page"
        />
        <p role="status" className="text-xs text-ink-2">
          {found.error ? wordsFor(found.error) : null}
          {isEmpty && !found.isFetching ? `Nothing is called “${q}”. Try a shorter part of the name.` : null}
          {q ? null : 'Customers say who looks after them now.'}
        </p>
        <Command.List className="palette-list" label="What was found">
          {hits ? <Hits hits={hits} go={go} /> : null}
          <Commands heading="Do" commands={offered.filter(({ kind }) => kind === 'do')} run={run} />
          <Commands heading="Go to" commands={offered.filter(({ kind }) => kind === 'go')} run={run} />
        </Command.List>
      </Command>
    </Dialog>
  );
}

interface CommandsProps {
  readonly heading: string;
  readonly commands: readonly OneCommand[];
  readonly run: (act: () => void) => () => void;
}

function Commands({ heading, commands, run }: CommandsProps) {
  if (commands.length === 0) return null;
  return (
    <Command.Group heading={heading}>
      {commands.map(({ words, keys, icon: Icon, act }) => (
        <Item key={words} value={words} onSelect={run(act)} icon={<Icon className="i" />}>
          <span className="clip">{words}</span>
          {keys ? <Kbd>{keys}</Kbd> : null}
        </Item>
      ))}
    </Command.Group>
  );
}

const countOf = ({ customers, escalations, people }: Found): number =>
  customers.length + escalations.length + people.length;

function Hits({ hits, go }: { readonly hits: Found; readonly go: (to: string) => () => void }) {
  const { user } = useMe();
  return (
    <>
      {hits.customers.length > 0 ? (
        <Command.Group heading="Customers">
          {hits.customers.map(({ customer, responsible }) => (
            <Item
              key={customer.id}
              value={customer.id}
              onSelect={go(`/customers/${customer.id}`)}
              icon={<Building2 className="i" />}
              note={responsibleInShort(responsible, user.id)}
            >
              <span className="clip font-medium">{customer.name}</span>
            </Item>
          ))}
        </Command.Group>
      ) : null}
      {hits.escalations.length > 0 ? (
        <Command.Group heading="Escalations">
          {hits.escalations.map(({ id, severity, title, customer }) => (
            <Item
              key={id}
              value={id}
              onSelect={go(`/escalations/${id}`)}
              icon={<SeverityMark severity={severity} />}
              note={customer?.name}
            >
              <span className="clip font-medium">{title}</span>
            </Item>
          ))}
        </Command.Group>
      ) : null}
      {hits.people.length > 0 ? (
        <Command.Group heading="People">
          {hits.people.map(({ user_id, name, team, email }) => (
            <Item
              key={user_id}
              value={user_id}
              onSelect={go(`/team?person=${user_id}`)}
              icon={<Avatar name={name} kind={user_id === user.id ? 'you' : 'other'} />}
              note={team ?? email}
            >
              <span className="clip font-medium">{user_id === user.id ? `${name} (you)` : name}</span>
            </Item>
          ))}
        </Command.Group>
      ) : null}
    </>
  );
}

interface ItemProps {
  readonly value: string;
  readonly icon: ReactNode;
  readonly note?: string | null | undefined;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

function Item({ value, icon, note, onSelect, children }: ItemProps) {
  return (
    <Command.Item value={value} className="menu-item" onSelect={onSelect}>
      {icon}
      {children}
      {note ? <span className="clip ml-auto text-xs text-ink-2">{note}</span> : null}
    </Command.Item>
  );
}
