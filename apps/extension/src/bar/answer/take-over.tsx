/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { sendMessage, type Answer, type TakeOverPlan } from '../../protocol.js';
import { say } from '../../say.js';
import type { AnswerProps } from '../door.js';
import { Pop, Trouble, wordsOf } from './pop.js';

/** One confirmation in place: until when, and who is told. */
export function TakeOver(props: AnswerProps) {
  const { model, record } = props;
  const [answer, setAnswer] = useState<Answer<{ plan: TakeOverPlan }> | null>(null);
  useEffect(() => void sendMessage('takeOverPlan', record).then(setAnswer), []);

  const plan = answer?.ok ? answer.plan : null;
  const title = plan?.customer.name ?? model.view?.title ?? '';
  return (
    <Pop props={props} title={title} label={say('who.takeOverTitle', title)}>
      <div class="block">
        <h2>{say('who.takeOverTitle', title)}</h2>
        {plan ? (
          <p class="soft">
            {[
              say('who.takeOverText', plan.customer.name, plan.until),
              plan.told.length ? say('who.takeOverTold', plan.told.join(', ')) : '',
              say('who.takeOverBack'),
            ].join(' ')}
          </p>
        ) : (
          <p class="soft" role="status">
            {answer && !answer.ok ? wordsOf(answer) : say('bar.looking')}
          </p>
        )}
        <Trouble failure={model.failure} />
      </div>
      <div class="foot">
        {plan ? (
          <button
            class="button primary"
            type="button"
            disabled={model.isBusy}
            onClick={(event) => void model.settle(event, () => sendMessage('takeOver', record))}
          >
            {plan.untilShort ? say('who.takeOverUntil', plan.untilShort) : say('bar.takeOver')}
          </button>
        ) : null}
        <button class="button" type="button" onClick={(event) => void model.show(event, 'answer')}>
          {say('who.back')}
        </button>
      </div>
    </Pop>
  );
}
