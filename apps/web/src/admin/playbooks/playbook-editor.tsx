import { ChangePlaybook, CreatePlaybook, ListEscalationCategories } from '@understudy/contracts';
import {
  Button,
  Field,
  Input,
  movedTo,
  OrderedList,
  Panel,
  Select,
  type Severity,
  Textarea,
  useToast,
} from '@understudy/ui';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { codeOf, fieldErrorsOf, wordsFor } from '../../api/send.js';
import { useApi, useSend } from '../../api/use-api.js';
import { minutesWords, wholeNumber } from '../categories/clock-words.js';
import { EditorPage } from '../editor-page.js';
import { useEdit } from '../../editing/use-edit.js';
import {
  type Playbook,
  playbookErrors,
  playbookFields,
  type PlaybookForm,
  type PlaybookRole,
  ROLES,
  type StepForm,
  toPlaybookBody,
  toPlaybookForm,
} from './playbook-form.js';
import { PLAYBOOK_CRUMBS } from './playbook-page.js';

const SEVERITIES: readonly Severity[] = ['P0', 'P1', 'P2', 'P3'];

/** One playbook: for which escalations, and its steps in their order. */
export function PlaybookEditor({ playbook }: { readonly playbook: Playbook | null }) {
  const edit = useEdit<PlaybookForm>(
    `playbook:${playbook?.id ?? 'new'}`,
    toPlaybookForm(playbook),
    playbook?.version ?? 0,
  );
  const [tried, setTried] = useState(false);
  const categories = useApi(ListEscalationCategories, { limit: 100 }).data?.items ?? [];
  const create = useSend(CreatePlaybook);
  const change = useSend(ChangePlaybook);
  const saving = playbook ? change : create;
  const tell = useToast();
  const navigate = useNavigate();
  const form = edit.values;
  const wrong = playbookErrors(form);
  const isTaken = codeOf(saving.error) === 'playbooks.name-taken';
  const errors: Readonly<Record<string, string>> = {
    ...fieldErrorsOf(saving.error),
    ...(isTaken ? { name: wordsFor(saving.error) } : {}),
    ...(tried ? wrong : {}),
  };
  const error = (name: string) => (errors[name] ? { error: errors[name] } : {});
  const setSteps = (steps: readonly StepForm[]) => edit.change({ steps });
  const add = () =>
    setSteps([...form.steps, { key: crypto.randomUUID(), title: '', details: '', role: 'owner', due: '' }]);

  const save = () => {
    setTried(true);
    if (Object.keys(wrong).length > 0 || edit.clashes || saving.isPending) return;
    const done = {
      onSuccess: () => {
        edit.asItWas();
        setTried(false);
        tell({ text: playbook ? 'The playbook is saved; new escalations get it' : 'The playbook is added' });
        if (!playbook) void navigate('/playbooks');
      },
      onError: edit.onError,
    };
    if (playbook)
      change.mutate({ input: { playbook_id: playbook.id, ...toPlaybookBody(form) }, ifMatch: playbook.version }, done);
    else create.mutate({ input: toPlaybookBody(form) }, done);
  };
  const use = (active: boolean) =>
    playbook &&
    change.mutate(
      { input: { playbook_id: playbook.id, active }, ifMatch: playbook.version },
      {
        onSuccess: () => tell({ text: active ? 'It is in use again' : 'It is out of use; its name is free again' }),
        onError: (problem) => tell({ tone: 'bad', text: wordsFor(problem) }),
      },
    );

  return (
    <EditorPage
      noun="playbook"
      title={form.name.trim() || 'New playbook'}
      crumbs={PLAYBOOK_CRUMBS}
      sub="Escalations that are there keep the steps they were opened with."
      row={playbook}
      edit={edit}
      fields={playbookFields((id) => categories.find((one) => one.id === id)?.name ?? '…')}
      subject={{ kind: 'playbook', id: playbook?.id ?? '' }}
      saving={saving}
      hasFieldErrors={Object.keys(errors).length > 0}
      onSave={save}
      onUse={use}
    >
      <div className="cols">
        <Panel
          title="Steps"
          count={form.steps.length}
          actions={
            <Button size="row" onClick={add}>
              <Plus className="i i-s" />
              Step
            </Button>
          }
        >
          {errors['steps'] ? <p className="field-error panel-body">{errors['steps']}</p> : null}
          {form.steps.length === 0 ? (
            <p className="panel-body text-ink-2">What is to be done first? Add a step.</p>
          ) : (
            <OrderedList
              label="Steps in their order"
              items={form.steps}
              itemKey={({ key }) => key}
              itemName={({ title }) => title || 'the step without a name'}
              onMove={(from, to) => setSteps(movedTo(form.steps, from, to))}
            >
              {(step, index) => (
                <StepRow
                  step={step}
                  index={index}
                  errors={errors}
                  onChange={(fields) => setSteps(form.steps.with(index, { ...step, ...fields }))}
                  onRemove={() => setSteps(form.steps.toSpliced(index, 1))}
                />
              )}
            </OrderedList>
          )}
        </Panel>
        <aside className="stack" aria-label="What it is for">
          <Panel title="For which escalations">
            <div className="form">
              <Field label="Name" {...error('name')}>
                {(control) => (
                  <Input
                    {...control}
                    maxLength={100}
                    value={form.name}
                    onChange={({ target }) => edit.change({ name: target.value })}
                  />
                )}
              </Field>
              <Field label="Category" {...error('category_id')}>
                {(control) => (
                  <Select
                    {...control}
                    value={form.category}
                    onChange={({ target }) => edit.change({ category: target.value })}
                  >
                    <option value="">any</option>
                    {categories
                      .filter(({ active, id }) => active || id === form.category)
                      .map(({ id, name }) => (
                        <option key={id} value={id}>
                          {name}
                        </option>
                      ))}
                  </Select>
                )}
              </Field>
              <fieldset className="choices">
                <legend className="field-label mb-1">Severity</legend>
                {SEVERITIES.map((one) => (
                  <label key={one}>
                    <input
                      type="checkbox"
                      checked={form.severities.includes(one)}
                      onChange={({ target }) =>
                        edit.change({
                          severities: SEVERITIES.filter((each) =>
                            each === one ? target.checked : form.severities.includes(each),
                          ),
                        })
                      }
                    />
                    {one}
                  </label>
                ))}
                <span className="text-xs text-ink-2">{form.severities.length === 0 ? 'any' : ''}</span>
              </fieldset>
            </div>
          </Panel>
        </aside>
      </div>
    </EditorPage>
  );
}

interface StepRowProps {
  readonly step: StepForm;
  readonly index: number;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (fields: Partial<StepForm>) => void;
  readonly onRemove: () => void;
}

function StepRow({ step, index, errors, onChange, onRemove }: StepRowProps) {
  const error = (name: string) =>
    errors[`${step.key}.${name}`] ? { error: errors[`${step.key}.${name}`] as string } : {};
  const due = wholeNumber(step.due);
  return (
    <div className="step-form" role="group" aria-label={`Step ${index + 1}`}>
      <Field label={`${index + 1}. What`} {...error('title')}>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            value={step.title}
            onChange={({ target }) => onChange({ title: target.value })}
          />
        )}
      </Field>
      <Button look="quiet" size="row" icon aria-label={`Remove step ${index + 1}`} onClick={onRemove}>
        <X className="i" />
      </Button>
      <div className="form-pair">
        <Field label="Who">
          {(control) => (
            <Select
              {...control}
              value={step.role}
              onChange={({ target }) => onChange({ role: target.value as PlaybookRole })}
            >
              {Object.entries(ROLES).map(([role, words]) => (
                <option key={role} value={role}>
                  {words}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Within minutes" note={step.due.trim() === '' ? 'whenever' : minutesWords(due)} {...error('due')}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={step.due}
              onChange={({ target }) => onChange({ due: target.value })}
            />
          )}
        </Field>
      </div>
      <Field label="How" note="optional">
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={2000}
            value={step.details}
            onChange={({ target }) => onChange({ details: target.value })}
          />
        )}
      </Field>
    </div>
  );
}
