import { Button, Notice } from '@understudy/ui';
import { useState } from 'react';
import { sendMessage, type Subject } from '../protocol.js';
import { say } from '../say.js';
import type { CustomerHit } from '../worker/answers.js';
import { CustomerSearch } from './customer-search.js';
import { wordsOf } from './failure-notice.js';

/** Which customer it is about, where the page does not say; a record can be told for good. */
export function ChooseCustomer(props: { readonly subject: Subject; readonly choose: (customer: CustomerHit) => void }) {
  const { subject, choose } = props;
  const [last, setLast] = useState<CustomerHit | null>(null);
  const [problem, setProblem] = useState('');
  const { record } = subject;
  const link = async (customer: CustomerHit): Promise<void> => {
    if (!record) return;
    const answer = await sendMessage('linkRecord', { record, customerId: customer.id });
    if (answer.ok) choose(customer);
    else setProblem(wordsOf(answer));
  };
  return (
    <div className="grid content-start gap-2 overflow-auto py-4">
      <p className="m-0 px-4 font-semibold">{say('panel.chooseCustomer')}</p>
      {record ? <p className="m-0 px-4 text-xs text-ink-2">{say('panel.chooseHint')}</p> : null}
      <CustomerSearch
        autoFocus
        initial={subject.isFollowed ? '' : subject.page.name}
        chosen={last}
        choose={(customer) => (record ? setLast(customer) : choose(customer))}
      />
      {record && last ? (
        <div className="grid gap-2 px-4 pt-2">
          <Button look="filled" onClick={() => choose(last)}>
            {say('popup.escalateFor', last.name)}
          </Button>
          <Button onClick={() => void link(last)}>{say('send.link', last.name)}</Button>
        </div>
      ) : null}
      {problem ? (
        <div className="px-4">
          <Notice tone="waiting">{problem}</Notice>
        </div>
      ) : null}
    </div>
  );
}
