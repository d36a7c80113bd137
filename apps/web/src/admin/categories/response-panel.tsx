import { PutCategorySla } from '@understudy/contracts';
import { Button, Panel, Switch, useToast } from '@understudy/ui';
import { useSend } from '../../api/use-api.js';
import { NotSaved } from '../../states/not-saved.js';
import { useEdit } from '../../editing/use-edit.js';
import { SEVERITIES, type SlaPolicy } from './category-form.js';
import { minutesWords, wrongNumber } from './clock-words.js';
import { NumberField } from './number-field.js';

/** How soon a category is answered: as all are, or by minutes of its own. */
export function ResponsePanel({ categoryId, policy }: { readonly categoryId: string; readonly policy: SlaPolicy }) {
  const stored = policy.categories.find((one) => one.category_id === categoryId);
  const row = {
    own: stored?.own_response ?? false,
    minutes: stored?.response_minutes ?? {
      P0: policy.severities.P0.response_minutes,
      P1: policy.severities.P1.response_minutes,
      P2: policy.severities.P2.response_minutes,
      P3: policy.severities.P3.response_minutes,
    },
  };
  const edit = useEdit(`category-sla:${categoryId}`, row, stored?.version ?? 0);
  const put = useSend(PutCategorySla);
  const tell = useToast();
  const { own, minutes } = edit.values;
  const isWrong = own && SEVERITIES.some((one) => wrongNumber(minutes[one], 1, 525_600));
  const save = () =>
    put.mutate(
      {
        input: { category_id: categoryId, response_minutes: own ? minutes : null },
        ...(stored ? { ifMatch: stored.version } : {}),
      },
      {
        onSuccess: () => {
          edit.asItWas();
          tell({ text: own ? 'It has its own time to answer' : 'It is answered as all are' });
        },
        onError: edit.onError,
      },
    );
  return (
    <Panel title="Time to answer">
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isWrong && !put.isPending) save();
        }}
      >
        {put.error ? <NotSaved error={put.error} /> : null}
        <Switch on={own} onChange={(on) => edit.change({ own: on })}>
          Minutes of its own
        </Switch>
        {own ? (
          <div className="form-pair">
            {SEVERITIES.map((severity) => (
              <NumberField
                key={severity}
                label={severity}
                note={minutesWords(minutes[severity], policy.severities[severity].round_the_clock)}
                error={wrongNumber(minutes[severity], 1, 525_600)}
                value={minutes[severity]}
                onChange={(value) => edit.change({ minutes: { ...minutes, [severity]: value } })}
              />
            ))}
          </div>
        ) : (
          <p className="text-ink-2">
            As the clocks say:{' '}
            {SEVERITIES.map((one) => {
              const { response_minutes: minutes, round_the_clock: always } = policy.severities[one];
              return `${one} ${minutesWords(minutes, always)}`;
            }).join(', ')}
            .
          </p>
        )}
        {edit.dirty ? (
          <div className="form-foot">
            <Button size="panel" look="filled" type="submit" busy={put.isPending} disabled={isWrong}>
              Save the times
            </Button>
            <Button size="panel" look="quiet" onClick={edit.asItWas}>
              As it was
            </Button>
          </div>
        ) : null}
      </form>
    </Panel>
  );
}
