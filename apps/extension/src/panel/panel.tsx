import { useState } from 'react';
import { sendMessage, type PanelTab, type Subject } from '../protocol.js';
import { say } from '../say.js';
import type { CustomerHit } from '../worker/answers.js';
import { BriefTab } from './brief-tab.js';
import { ChooseCustomer } from './choose-customer.js';
import { EscalateForm } from './escalate-form.js';
import { EscalationsTab } from './escalations-tab.js';
import { FailureNotice } from './failure-notice.js';
import { Empty, Frame } from './frame.js';
import { useAnswer } from './use-answer.js';
import { useSubject, useTab } from './use-subject.js';

/** Beside a page: the brief, the form, the escalations of the customer that the page shows. Typed text stays with its record. */
export function Panel({ tabId: openedFor }: { readonly tabId: number | null }) {
  const { subject, isAsked, era } = useSubject(useTab(openedFor));
  if (!isAsked) return <Frame title={say('extName')} />;
  if (!subject) {
    return (
      <Frame title={say('extName')}>
        <Empty title={say('panel.noRecord')}>{say('panel.noRecordText')}</Empty>
      </Frame>
    );
  }
  const { record, customer, page, tab } = subject;
  const key = JSON.stringify([record, customer?.id, record ? '' : page.url, tab, era]);
  return <SubjectPanel key={key} subject={subject} />;
}

function SubjectPanel({ subject }: { readonly subject: Subject }) {
  const [tab, setTab] = useState<PanelTab>(subject.tab ?? 'escalate');
  const [chosen, setChosen] = useState<CustomerHit | 'choose' | null>(subject.tab === 'link' ? 'choose' : null);
  const found = useAnswer('customer', async () => {
    const answer = await findCustomer(subject);
    return answer.ok ? { ok: true, value: answer } : answer;
  });
  const signIn = async (): Promise<void> => {
    const answer = await sendMessage('signIn', undefined);
    if (answer.ok) found.again();
  };

  const customer = chosen === 'choose' ? null : (chosen ?? found.value?.customer ?? null);
  const name = customer?.name ?? subject.page.name;
  if (found.isLoading) return <Loading name={name} />;
  const isOffline = found.failure?.why === 'offline' && subject.record !== null;
  if (found.failure && !isOffline && !customer) {
    return (
      <Frame title={name || say('panel.title')}>
        <div className="p-4">
          <FailureNotice failure={found.failure} again={found.again} signIn={() => void signIn()} />
        </div>
      </Frame>
    );
  }
  if (!customer && !(isOffline && tab === 'escalate' && chosen !== 'choose')) {
    return (
      <Frame title={say('panel.title')}>
        <ChooseCustomer
          subject={subject}
          choose={(hit) => {
            setChosen(hit);
            if (tab === 'link') setTab('brief');
          }}
        />
      </Frame>
    );
  }
  const form = (
    <Escalate
      subject={subject}
      customer={customer ?? { id: null, name }}
      changeCustomer={() => setChosen('choose')}
      signIn={signIn}
    />
  );
  if (!customer) return <Frame title={name || say('panel.title')}>{form}</Frame>;
  return (
    <Frame title={customer.name} who={customer} tab={tab === 'link' ? 'brief' : tab} setTab={setTab}>
      {tab === 'escalate' ? (
        form
      ) : tab === 'escalations' ? (
        <EscalationsTab customerId={customer.id} signIn={() => void signIn()} />
      ) : (
        <BriefTab customer={customer} signIn={() => void signIn()} changed={found.again} />
      )}
    </Frame>
  );
}

/** The form needs the kinds, which the brief does not. */
function Escalate(props: Omit<Parameters<typeof EscalateForm>[0], 'categories'>) {
  const kinds = useAnswer('kinds', async () => {
    const answer = await sendMessage('categories', undefined);
    return answer.ok ? { ok: true, value: answer.categories } : answer;
  });
  if (kinds.failure) {
    const signIn = (): void => void props.signIn().then(kinds.again);
    return (
      <div className="p-4">
        <FailureNotice failure={kinds.failure} again={kinds.again} signIn={signIn} />
      </div>
    );
  }
  return kinds.value ? <EscalateForm {...props} categories={kinds.value} /> : null;
}

function Loading({ name }: { readonly name: string }) {
  return (
    <Frame title={name || say('panel.title')}>
      <p className="p-4 text-ink-2" role="status">
        {say('panel.loading')}
      </p>
    </Frame>
  );
}

/** Who looks after it is asked anew, whatever the list said that it was picked from; without a connection the list counts. */
async function findCustomer({ record, customer, page }: Subject) {
  if (!customer) return sendMessage('customerOf', { record, url: page.url });
  const answer = await sendMessage('whoLooksAfter', { id: customer.id, name: customer.name });
  return answer.ok || answer.why !== 'offline' ? answer : ({ ok: true, customer } as const);
}
