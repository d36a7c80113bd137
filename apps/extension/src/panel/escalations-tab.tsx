import { SeverityMark } from '@understudy/ui';
import { useState } from 'react';
import type { EscalationLine } from '../desk.js';
import { ClockChip } from '../look/clock-chip.js';
import { sendMessage } from '../protocol.js';
import { say } from '../say.js';
import { Bars } from './brief-tab.js';
import { EscalationDetail } from './escalation-detail.js';
import { FailureNotice } from './failure-notice.js';
import { useAnswer } from './use-answer.js';

/** Those of the customer that this person may see, the most pressing first; one of them with its discussion. */
export function EscalationsTab({ customerId, signIn }: { readonly customerId: string; readonly signIn: () => void }) {
  const [open, setOpen] = useState<string | null>(null);
  const { value, failure, again } = useAnswer(`escalations ${customerId}`, async () => {
    const answer = await sendMessage('escalationsOf', customerId);
    return answer.ok ? { ok: true, value: answer.escalations } : answer;
  });
  if (open) {
    const back = (): void => {
      setOpen(null);
      again();
    };
    return <EscalationDetail id={open} back={back} signIn={signIn} />;
  }
  if (failure) {
    return (
      <div className="p-4">
        <FailureNotice failure={failure} again={again} signIn={signIn} />
      </div>
    );
  }
  if (!value) return <Bars />;
  return (
    <div className="overflow-auto py-2">
      {value.length ? (
        value.map((line) => <EscalationRow key={line.id} line={line} open={() => setOpen(line.id)} />)
      ) : (
        <p className="m-0 p-4 text-ink-2">{say('detail.none')}</p>
      )}
    </div>
  );
}

export function EscalationRow(props: {
  readonly line: EscalationLine;
  readonly open: () => void;
  readonly passed?: number;
}) {
  const { line, open, passed = 0 } = props;
  return (
    <button type="button" className="customer-row" data-row title={line.title} onClick={open}>
      <SeverityMark severity={line.severity} />
      <span className="grid min-w-0 flex-1">
        <span className="clip font-medium">{line.title}</span>
        <span className="clip text-xs text-ink-2">{line.detail}</span>
      </span>
      <ClockChip clock={line.clock} passed={passed} />
    </button>
  );
}
