import { SLA_MULTIPLIERS } from '@understudy/domain';
import { Button, Field, Input, Panel, Switch } from '@understudy/ui';
import { X } from 'lucide-react';
import type { PartProps } from './conditions-panel.js';
import { decidesId } from './rule-sentence.js';
import { type NameOf, targetWords, timesWords } from './rule-words.js';
import { TargetField } from './target-field.js';

/** What happens with an escalation that the rule is for. */
export function ThenPanel({ form, errors, change, nameOf }: PartProps & { readonly nameOf: NameOf }) {
  const { assignTo, assignSecondaryTo, notify, createSlackChannel, slaMultiplier } = form;
  const error = (path: string) => (errors[path] ? { error: errors[path] } : {});
  return (
    <Panel title="Then">
      <div className="form">
        <div className="form-pair">
          <div id={decidesId('assignTo')}>
            <Field label="Owner" hint="Who is away is replaced by whoever covers them." {...error('actions.assignTo')}>
              {(control) => (
                <TargetField
                  {...control}
                  value={assignTo}
                  nameOf={nameOf}
                  except={[assignSecondaryTo]}
                  placeholder="Person, team or manager"
                  onChange={(target) => change({ assignTo: target })}
                />
              )}
            </Field>
          </div>
          <div id={decidesId('assignSecondaryTo')}>
            <Field
              label="If not available"
              note="optional"
              hint="Second owner: asked next when the first does not answer."
              {...error('actions.assignSecondaryTo')}
            >
              {(control) => (
                <TargetField
                  {...control}
                  value={assignSecondaryTo}
                  nameOf={nameOf}
                  clearable
                  except={[assignTo]}
                  placeholder="Nobody"
                  onChange={(target) => change({ assignSecondaryTo: target })}
                />
              )}
            </Field>
          </div>
        </div>
        <div id={decidesId('notify')}>
          <Field
            label="Tell"
            note="optional"
            hint="They become stakeholders who are informed."
            {...error('actions.notify.0')}
          >
            {(control) => (
              <TargetField
                {...control}
                value=""
                nameOf={nameOf}
                except={notify}
                placeholder={notify.length ? 'Somebody else, too' : 'Nobody'}
                onChange={(target) => target && change({ notify: [...notify, target] })}
              />
            )}
          </Field>
          {notify.length ? (
            <ul className="told" aria-label="Who is told">
              {notify.map((target) => (
                <li key={target} className="chip">
                  <span className="clip">{targetWords(target, nameOf)}</span>
                  <Button
                    look="quiet"
                    size="row"
                    icon
                    aria-label={`Do not tell ${targetWords(target, nameOf)}`}
                    onClick={() => change({ notify: notify.filter((one) => one !== target) })}
                  >
                    <X className="i i-s" />
                  </Button>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
        <div className="form-pair">
          <div id={decidesId('createSlackChannel')} className="field">
            <span className="field-label">War room</span>
            <Switch on={createSlackChannel} onChange={(on) => change({ createSlackChannel: on })}>
              Open one for P2 and P3, too
            </Switch>
            <span className="field-hint">P0 and P1 always get one.</span>
          </div>
          <div id={decidesId('slaMultiplier')}>
            <Field
              label="Time to resolve"
              note={timesWords(slaMultiplier)}
              hint={`Times the hours of the category; from ${SLA_MULTIPLIERS.least} to ${SLA_MULTIPLIERS.most}.`}
              {...error('actions.slaMultiplier')}
            >
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  step="0.05"
                  min={SLA_MULTIPLIERS.least}
                  max={SLA_MULTIPLIERS.most}
                  value={Number.isFinite(slaMultiplier) ? slaMultiplier : ''}
                  onChange={({ target }) => change({ slaMultiplier: target.valueAsNumber })}
                />
              )}
            </Field>
          </div>
        </div>
      </div>
    </Panel>
  );
}
