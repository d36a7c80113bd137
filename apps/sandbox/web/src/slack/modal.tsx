import { useQueryClient } from '@tanstack/react-query';
import { Button, Dialog, Notice } from '@understudy/ui';
import { useState } from 'react';
import { actInSlack, submitInSlack, type SlackInbox, type SlackView } from '../api/slack.js';
import { usePerson } from '../person/person.js';
import { wordsFor } from '../states/loaded.js';
import { Block } from './block.js';
import { ModalField } from './modal-field.js';
import { startOf, stateOf, type ModalValues } from './modal-form.js';

const FAILED = 'We had some trouble connecting. Try again?';

/** The dialog the app has open for this person; the fields keep what is typed until the view changes. */
export function Modal({ view, inbox }: { readonly view: SlackView; readonly inbox: SlackInbox }) {
  const { user } = usePerson();
  const queries = useQueryClient();
  const [values, setValues] = useState<ModalValues>(() => startOf(view));
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(wordsFor(error));
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: ['slack', user.email] });
    }
  };
  const submit = () =>
    run(async () => {
      const answer = await submitInSlack(user.email, { view_id: view.id, state: stateOf(view, values) });
      setErrors(answer.errors);
      if (answer.outcome === 'failed') setProblem(FAILED);
    });
  const close = () =>
    run(async () => {
      await actInSlack(user.email, 'close', { view_id: view.id });
    });
  return (
    <Dialog
      title={view.title?.text ?? 'Understudy'}
      onClose={() => void close()}
      {...(view.submit ? { onSubmit: () => void submit() } : {})}
      footer={
        <>
          <Button look="quiet" onClick={() => void close()}>
            {view.close?.text ?? 'Cancel'}
          </Button>
          {view.submit ? (
            <Button look="filled" type="submit" busy={busy}>
              {view.submit.text}
            </Button>
          ) : null}
        </>
      }
    >
      {problem ? <Notice tone="gap">{problem}</Notice> : null}
      {view.blocks.map((block, index) =>
        block.type === 'input' && block.element ? (
          <ModalField
            key={block.block_id}
            viewId={view.id}
            block={block}
            element={block.element}
            value={values[block.block_id]}
            error={errors[block.block_id]}
            onChange={(value) => setValues({ ...values, [block.block_id]: value })}
          />
        ) : (
          <Block
            key={`${block.block_id} ${index}`}
            block={block}
            inbox={inbox}
            busy={busy}
            onUse={(action_id, value) =>
              void run(async () => {
                await actInSlack(user.email, 'click', {
                  view_id: view.id,
                  action_id,
                  ...(value !== undefined && { value }),
                });
              })
            }
          />
        ),
      )}
    </Dialog>
  );
}
