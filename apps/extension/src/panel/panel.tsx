import { Button, LogoMark, Notice } from '@understudy/ui';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { sendMessage, type Failure, type Subject } from '../protocol.js';
import { say } from '../say.js';
import { readSubject, watchSubject } from '../subject-store.js';
import type { Category, CustomerHit } from '../worker/answers.js';
import { CustomerSearch } from './customer-search.js';
import { EscalateForm } from './escalate-form.js';

type State =
  | { readonly at: 'loading' }
  | { readonly at: 'failed'; readonly failure: Failure }
  | { readonly at: 'ready'; readonly customer: CustomerHit | null; readonly categories: readonly Category[] };

/** The form beside a page. Follows what was escalated last from its tab; typed text stays with its record. */
export function Panel({ tabId }: { readonly tabId: number }) {
  const [subject, setSubject] = useState<Subject | null>(null);
  useEffect(() => {
    void readSubject(tabId).then((stored) => setSubject((known) => known ?? stored));
    return watchSubject(tabId, setSubject);
  }, [tabId]);

  if (!subject) {
    return (
      <Frame title={say('extName')}>
        <Empty title={say('panel.noRecord')}>{say('panel.noRecordText')}</Empty>
      </Frame>
    );
  }
  const key = JSON.stringify([subject.record, subject.customer?.id, subject.page.url]);
  return <SubjectPanel key={key} subject={subject} />;
}

function SubjectPanel({ subject }: { readonly subject: Subject }) {
  const [state, setState] = useState<State>({ at: 'loading' });
  const load = useCallback(async () => {
    setState({ at: 'loading' });
    const [found, kinds] = await Promise.all([findCustomer(subject), sendMessage('categories', undefined)]);
    if (!found.ok) return setState({ at: 'failed', failure: found });
    if (!kinds.ok) return setState({ at: 'failed', failure: kinds });
    setState({ at: 'ready', customer: found.customer, categories: kinds.categories });
  }, [subject]);
  useEffect(() => void load(), [load]);

  const signIn = async (): Promise<void> => {
    const answer = await sendMessage('signIn', undefined);
    if (answer.ok) return load();
    setState({ at: 'failed', failure: answer });
  };

  if (state.at === 'ready' && state.customer) {
    const { customer } = state;
    return (
      <Frame title={customer.name} who={customer}>
        <EscalateForm
          subject={subject}
          customer={customer}
          categories={state.categories}
          changeCustomer={() => setState({ ...state, customer: null })}
          signIn={signIn}
        />
      </Frame>
    );
  }
  if (state.at === 'ready') {
    return (
      <Frame title={say('panel.title')}>
        <div className="grid content-start gap-2 overflow-auto py-4">
          <p className="px-4 font-semibold">{say('panel.chooseCustomer')}</p>
          <CustomerSearch initial={subject.page.name} choose={(customer) => setState({ ...state, customer })} />
        </div>
      </Frame>
    );
  }
  if (state.at === 'failed') {
    return (
      <Frame title={subject.page.name || say('panel.title')}>
        <div className="p-4">
          <FailureNotice failure={state.failure} again={load} signIn={signIn} />
        </div>
      </Frame>
    );
  }
  return (
    <Frame title={subject.page.name || say('panel.title')}>
      <p className="p-4 text-ink-2" role="status">
        {say('panel.loading')}
      </p>
    </Frame>
  );
}

const findCustomer = ({ record, customer }: Subject) =>
  customer || !record ? ({ ok: true, customer } as const) : sendMessage('customerOf', record);

/** What went wrong, what is kept, what to do. */
export function FailureNotice(props: { failure: Failure; again: () => void; signIn: () => void }) {
  const { failure, again, signIn } = props;
  if (failure.why === 'signed-out') {
    return (
      <Notice
        tone="waiting"
        actions={
          <Button size="panel" look="filled" onClick={signIn}>
            {say('who.signIn')}
          </Button>
        }
      >
        {say('panel.signedOut')}
      </Notice>
    );
  }
  const words = failure.why === 'offline' ? say('who.offline') : failure.message;
  return (
    <Notice
      tone={failure.why === 'offline' ? 'waiting' : 'gap'}
      actions={
        <Button size="panel" onClick={again}>
          {say('who.again')}
        </Button>
      }
    >
      {words}
      {failure.why === 'refused' && failure.requestId ? (
        <span className="block text-xs">{say('who.request', failure.requestId)}</span>
      ) : null}
    </Notice>
  );
}

const TONES = { here: 'text-ink-2', covered: 'text-covered-text', gap: 'text-gap-text' } as const;

function Frame(props: { readonly title: string; readonly who?: CustomerHit; readonly children: ReactNode }) {
  const { title, who, children } = props;
  return (
    <main className="grid h-full min-w-0 grid-rows-[auto_minmax(0,1fr)] bg-bg">
      <header className="grid gap-1 border-b border-line bg-panel px-4 py-3">
        <div className="flex items-center gap-2">
          <LogoMark size={20} />
          <h1 className="clip m-0 text-lg font-semibold" title={title}>
            {title}
          </h1>
        </div>
        {who ? <p className={`m-0 text-xs ${TONES[who.tone]}`}>{who.who}</p> : null}
      </header>
      {children}
    </main>
  );
}

function Empty({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="grid content-center justify-items-center gap-2 p-7 text-center">
      <p className="m-0 text-base font-semibold">{title}</p>
      <p className="m-0 text-ink-2">{children}</p>
    </div>
  );
}
