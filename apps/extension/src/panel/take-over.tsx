import { Button, Notice } from '@understudy/ui';
import { useState } from 'react';
import { sendMessage, type Failure, type TakeOverPlan } from '../protocol.js';
import { say } from '../say.js';
import { wordsOf } from './failure-notice.js';

export interface TakeOverProps {
  readonly customer: { readonly id: string; readonly name: string };
  readonly done: () => void;
  /** Asks at once: the first press was elsewhere. */
  readonly isOpen?: boolean;
  readonly back?: () => void;
  /** Filled where it is the next thing to do: nobody looks after the customer. */
  readonly look?: 'filled' | 'plain';
}

/** One confirmation in place, with until when and who is told. */
export function TakeOver({ customer, done, isOpen = false, back, look = 'filled' }: TakeOverProps) {
  const [plan, setPlan] = useState<TakeOverPlan | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { id, name } = customer;
  const ask = async (): Promise<void> => {
    setBusy(true);
    const answer = await sendMessage('takeOverPlanOf', { id, name });
    setBusy(false);
    if (answer.ok) setPlan(answer.plan);
    else setFailure(answer);
  };
  const confirm = async (): Promise<void> => {
    setBusy(true);
    const answer = await sendMessage('takeOverOf', { id, name });
    setBusy(false);
    if (answer.ok) done();
    else setFailure(answer);
  };
  const stop = (): void => {
    setPlan(null);
    setFailure(null);
    back?.();
  };
  if (failure) {
    const button = (
      <Button size="panel" onClick={stop}>
        {say('take.back')}
      </Button>
    );
    return (
      <Notice tone="waiting" actions={button}>
        {wordsOf(failure)}
      </Notice>
    );
  }
  if (!plan) {
    return (
      <Button look={look} className="justify-self-start" busy={isBusy} autoFocus={isOpen} onClick={() => void ask()}>
        {say('take.action')}
      </Button>
    );
  }
  return (
    <section className="grid gap-2 rounded-md border border-line bg-panel p-3" aria-label={say('take.question', name)}>
      <p className="m-0 text-base font-semibold">{say('take.question', name)}</p>
      <p className="m-0 text-ink-2">
        {say('take.text', name, plan.until)} {toldWords(plan.told)} {say('take.giveBack')}
      </p>
      <div className="flex gap-2">
        <Button look="filled" busy={isBusy} autoFocus onClick={() => void confirm()}>
          {plan.untilShort ? say('take.confirm', plan.untilShort) : say('take.confirmOpen')}
        </Button>
        <Button onClick={stop}>{say('take.back')}</Button>
      </div>
    </section>
  );
}

function toldWords(told: readonly string[]): string {
  if (!told.length) return say('take.toldNobody');
  const names = [told.slice(0, -1).join(', '), told.at(-1)].filter(Boolean).join(` ${say('take.and')} `);
  return say(told.length === 1 ? 'take.told' : 'take.toldMany', names);
}
