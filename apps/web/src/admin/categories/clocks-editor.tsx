import { PutSlaPolicy, type AnswerOf, type ListCalendars } from '@understudy/contracts';
import { Button, Chip, Field, Panel, Switch, TagInput, useToast } from '@understudy/ui';
import { codeOf, wordsFor } from '../../api/send.js';
import { useSend } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { NotSaved } from '../../states/not-saved.js';
import { ChangedMeanwhile } from '../../editing/changed-meanwhile.js';
import { PageTabs } from '../page-tabs.js';
import { ROUTING_TABS } from '../routing/routing-page.js';
import { useEdit } from '../../editing/use-edit.js';
import { SEVERITIES, type SlaPolicy } from './category-form.js';
import { CLOCK_FIELDS, clocksErrors, toClocksForm } from './clocks-form.js';
import { NumberField } from './number-field.js';
import { SeverityClockPanel } from './severity-clock-panel.js';

export type Calendars = AnswerOf<typeof ListCalendars>['items'];

export function ClocksEditor({ policy, calendars }: { readonly policy: SlaPolicy; readonly calendars: Calendars }) {
  const edit = useEdit('sla-policy', toClocksForm(policy), policy.version);
  const put = useSend(PutSlaPolicy);
  const tell = useToast();
  const form = edit.values;
  const wrong = clocksErrors(form);
  const isWrong = Object.keys(wrong).length > 0;
  const save = () =>
    put.mutate(
      {
        input: { ...form, warn_percents: form.warn_percents.toSorted((one, other) => one - other) },
        ifMatch: policy.version,
      },
      {
        onSuccess: () => {
          edit.asItWas();
          tell({ text: 'The clocks are saved; new escalations go by them' });
        },
        onError: edit.onError,
      },
    );
  const reason = edit.clashes
    ? 'Somebody changed the same thing: choose first.'
    : isWrong
      ? 'A number below cannot be taken.'
      : edit.dirty
        ? ''
        : 'Nothing is changed.';
  return (
    <Page
      title="Clocks"
      here="Clocks"
      aside={edit.dirty ? <Chip tone="outlined">Draft</Chip> : null}
      sub="How soon an escalation is answered and solved. Those that are open keep what counted when they were opened."
      actions={
        <>
          {edit.dirty ? <Button onClick={edit.asItWas}>Discard</Button> : null}
          <Button look="filled" busy={put.isPending} disabled={reason !== ''} onClick={save}>
            Save clocks
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="save-reason" role="status">
          {reason}
        </p>
        <PageTabs label="Routing and SLA" tabs={ROUTING_TABS} />
        <ChangedMeanwhile edit={edit} fields={CLOCK_FIELDS} subject={{ kind: 'tenant', id: 'sla' }} />
        {put.error && codeOf(put.error) !== 'version.stale' ? <NotSaved error={put.error} /> : null}
        {put.error && codeOf(put.error) === 'calendars.not-found' ? <p>{wordsFor(put.error)}</p> : null}
        <div className="clocks">
          {SEVERITIES.map((severity) => (
            <SeverityClockPanel
              key={severity}
              severity={severity}
              clock={form.severities[severity]}
              calendars={calendars}
              errors={wrong}
              onChange={(clock) => edit.change({ severities: { ...form.severities, [severity]: clock } })}
            />
          ))}
        </div>
        <Panel title="On the way">
          <div className="form">
            <div className="form-pair">
              <Field
                label="Warnings"
                hint="When so much of the time to resolve is used, in percent. Enter adds one."
                {...(wrong['warn_percents'] ? { error: wrong['warn_percents'] } : {})}
              >
                {(control) => (
                  <TagInput
                    {...control}
                    values={form.warn_percents.map(String)}
                    onChange={(words) => edit.change({ warn_percents: words.slice(0, 10).map(Number) })}
                  />
                )}
              </Field>
              <div className="grid gap-2 content-start">
                <Switch
                  on={form.auto_close_days !== null}
                  onChange={(on) => edit.change({ auto_close_days: on ? 7 : null })}
                >
                  Resolved ones close by themselves
                </Switch>
                {form.auto_close_days === null ? null : (
                  <NumberField
                    label="After days"
                    error={wrong['auto_close_days']}
                    value={form.auto_close_days}
                    onChange={(days) => edit.change({ auto_close_days: days })}
                  />
                )}
              </div>
            </div>
            <Switch on={form.pause_in_action_required} onChange={(on) => edit.change({ pause_in_action_required: on })}>
              The clock pauses while the customer has to act (“action required”)
            </Switch>
          </div>
        </Panel>
      </div>
    </Page>
  );
}
