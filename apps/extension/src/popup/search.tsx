import { Input, Kbd } from '@understudy/ui';
import { Search, UserRoundX, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { wordsOf } from '../panel/failure-notice.js';
import { TakeOver } from '../panel/take-over.js';
import { sendMessage, type Failure } from '../protocol.js';
import { say } from '../say.js';
import type { CustomerHit } from '../worker/answers.js';

const WAIT_MS = 150;

export interface Found {
  readonly customers: readonly CustomerHit[];
  readonly failure: Failure | null;
  readonly isLoading: boolean;
  readonly again: () => void;
}

/** Customers by name or domain, each with who looks after it. An answer to older words is thrown away. */
export function useSearch(query: string): Found {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<{ asked: string; customers: readonly CustomerHit[]; failure: Failure | null }>({
    asked: '',
    customers: [],
    failure: null,
  });
  const asked = query.trim().slice(0, 200);
  const isAsked = asked.length >= 2;
  useEffect(() => {
    if (!isAsked) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const answer = await sendMessage('findCustomers', asked);
      if (isCurrent)
        setState({ asked, customers: answer.ok ? answer.customers : [], failure: answer.ok ? null : answer });
    }, WAIT_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [asked, isAsked, round]);
  const again = (): void => setRound((before) => before + 1);
  if (!isAsked) return { customers: [], failure: null, isLoading: false, again };
  // What was found for the words before stays until the next answer: nothing jumps while somebody types.
  return { ...state, isLoading: state.asked !== asked, again };
}

export interface SearchBoxProps {
  readonly query: string;
  readonly change: (query: string) => void;
  readonly enter: () => void;
}

export function SearchBox({ query, change, enter }: SearchBoxProps) {
  const box = useRef<HTMLInputElement>(null);
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        enter();
      }}
    >
      <span className="input-icon popup-search">
        <Search className="i" />
        <Input
          ref={box}
          type="search"
          autoFocus
          aria-label={say('popup.search')}
          placeholder={say('popup.search')}
          value={query}
          onChange={(event) => change(event.target.value)}
        />
        {query ? (
          <button
            type="button"
            className="icon-plain"
            aria-label={say('popup.clear')}
            onClick={() => {
              change('');
              box.current?.focus();
            }}
          >
            <X className="i i-s" />
          </button>
        ) : (
          <Kbd>/</Kbd>
        )}
      </span>
    </form>
  );
}

export interface ResultsProps {
  readonly found: Found;
  readonly at: number;
  readonly setAt: (at: number) => void;
  readonly open: (customer: CustomerHit) => void;
}

export function Results({ found, at, setAt, open }: ResultsProps) {
  const { customers, failure, isLoading, again } = found;
  const [taking, setTaking] = useState<CustomerHit | null>(null);
  return (
    <>
      <div aria-live="polite">
        {failure ? <p className="hint-line">{wordsOf(failure)}</p> : null}
        {!failure && !isLoading && !customers.length ? <p className="hint-line">{say('popup.none')}</p> : null}
      </div>
      <ul className="m-0 list-none p-0">
        {customers.map((customer, index) => (
          <li key={customer.id} className={`hit${index === at ? ' hit-on' : ''}`}>
            <HitRow customer={customer} focused={() => setAt(index)} open={() => open(customer)} />
            {customer.tone === 'gap' && customer.canTake && taking?.id !== customer.id ? (
              <button type="button" className="btn btn-row" onClick={() => setTaking(customer)}>
                {say('take.action')}
              </button>
            ) : null}
            {taking?.id === customer.id ? (
              <div className="hit-more">
                <TakeOver
                  customer={customer}
                  isOpen
                  back={() => setTaking(null)}
                  done={() => {
                    setTaking(null);
                    again();
                  }}
                />
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {customers.length ? (
        <p className="hint-line">
          <Kbd>↵</Kbd> {say('home.opensBrief')} <Kbd>Ctrl ↵</Kbd> {say('home.escalates')}
        </p>
      ) : null}
    </>
  );
}

const FACES = { here: 'face', covered: 'face face-covered', gap: 'face face-gap' } as const;

interface HitRowProps {
  readonly customer: CustomerHit;
  readonly focused: () => void;
  readonly open: () => void;
}

/** Says who covers: for most questions the answer is here already. */
function HitRow({ customer, focused, open }: HitRowProps) {
  const { name, who, tone, initials } = customer;
  return (
    <button type="button" className="customer-row" data-row title={name} onFocus={focused} onClick={open}>
      <span className={FACES[tone]} aria-hidden="true">
        {initials || <UserRoundX className="i i-s" />}
      </span>
      <span className="grid min-w-0 flex-1">
        <span className="clip font-medium">{name}</span>
        <span className={`clip text-xs ${tone === 'gap' ? 'text-gap-text' : 'text-ink-2'}`}>{who}</span>
      </span>
    </button>
  );
}
