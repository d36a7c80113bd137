import { Input } from '@understudy/ui';
import { Search, UserRoundX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { sendMessage, type Failure } from '../protocol.js';
import { say } from '../say.js';
import { wordsOf } from './failure-notice.js';
import type { CustomerHit } from '../worker/answers.js';

export interface CustomerSearchProps {
  /** Looked for at once: the name the page showed. */
  readonly initial?: string;
  readonly chosen?: CustomerHit | null;
  readonly autoFocus?: boolean;
  readonly choose: (customer: CustomerHit) => void;
}

const WAIT_MS = 200;

/** Find a customer by name or domain; each result says who looks after it. Enter takes the first. */
export function CustomerSearch({ initial = '', chosen = null, autoFocus = false, choose }: CustomerSearchProps) {
  const [query, setQuery] = useState(initial);
  const [found, setFound] = useState<{ query: string; customers: readonly CustomerHit[] } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const asked = query.trim();

  useEffect(() => {
    if (asked.length < 2) return setFound(null);
    let current = true;
    const timer = setTimeout(async () => {
      const answer = await sendMessage('findCustomers', asked.slice(0, 200));
      if (!current) return;
      setFailure(answer.ok ? null : answer);
      setFound(answer.ok ? { query: asked, customers: answer.customers } : null);
    }, WAIT_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asked]);

  const first = found?.customers[0];
  return (
    <div className="grid content-start gap-1">
      <form
        className="px-3"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (first) choose(first);
        }}
      >
        <span className="input-icon">
          <Search className="i" />
          <Input
            type="search"
            aria-label={say('popup.search')}
            placeholder={say('popup.search')}
            value={query}
            autoFocus={autoFocus}
            onChange={(event) => setQuery(event.target.value)}
          />
        </span>
      </form>
      <div aria-live="polite">
        {failure ? <p className="hint-line">{wordsOf(failure)}</p> : null}
        {!failure && asked.length < 2 ? <p className="hint-line">{say('popup.hint')}</p> : null}
        {found && !first ? <p className="hint-line">{say('popup.none')}</p> : null}
      </div>
      <ul className="m-0 list-none p-0">
        {found?.customers.map((customer) => (
          <li key={customer.id}>
            <CustomerRow customer={customer} chosen={chosen?.id === customer.id} choose={choose} />
          </li>
        ))}
      </ul>
    </div>
  );
}

const FACES = { here: 'face', covered: 'face face-covered', gap: 'face face-gap' } as const;

function CustomerRow(props: { customer: CustomerHit; chosen: boolean; choose: (customer: CustomerHit) => void }) {
  const { customer, chosen, choose } = props;
  return (
    <button
      type="button"
      className="customer-row"
      aria-pressed={chosen}
      title={customer.name}
      onClick={() => choose(customer)}
    >
      <span className={FACES[customer.tone]} aria-hidden="true">
        {customer.initials || <UserRoundX className="i i-s" />}
      </span>
      <span className="grid min-w-0 flex-1">
        <span className="clip font-medium">{customer.name}</span>
        <span className={`clip text-xs ${customer.tone === 'gap' ? 'text-gap-text' : 'text-ink-2'}`}>
          {customer.who}
        </span>
      </span>
    </button>
  );
}
