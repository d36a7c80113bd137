import { ChangeEscalationCategory, CreateEscalationCategory } from '@understudy/contracts';
import { Field, Input, Panel, Select, TagInput, Textarea, useToast } from '@understudy/ui';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { codeOf, fieldErrorsOf, wordsFor } from '../../api/send.js';
import { useSend } from '../../api/use-api.js';
import { EditorPage } from '../editor-page.js';
import { PickPerson } from '../pick-person.js';
import { useEdit } from '../../editing/use-edit.js';
import { useTeams } from '../use-teams.js';
import {
  type Category,
  categoryErrors,
  categoryFields,
  type CategoryForm,
  SEVERITIES,
  type SlaPolicy,
  toCategoryBody,
  toCategoryForm,
} from './category-form.js';
import { CATEGORY_CRUMBS } from './category-page.js';
import { hoursWords } from './clock-words.js';
import { NumberField } from './number-field.js';
import { ResponsePanel } from './response-panel.js';

export interface CategoryEditorProps {
  readonly category: Category | null;
  readonly policy: SlaPolicy;
}

/** One category: its name, who has it, what whoever has it should know, how long it may take. */
export function CategoryEditor({ category, policy }: CategoryEditorProps) {
  const edit = useEdit<CategoryForm>(
    `category:${category?.id ?? 'new'}`,
    toCategoryForm(category),
    category?.version ?? 0,
  );
  const [tried, setTried] = useState(false);
  const create = useSend(CreateEscalationCategory);
  const change = useSend(ChangeEscalationCategory);
  const saving = category ? change : create;
  const teams = useTeams();
  const tell = useToast();
  const navigate = useNavigate();
  const form = edit.values;
  const isTaken = codeOf(saving.error) === 'escalation-categories.name-taken';
  const wrong = categoryErrors(form);
  const errors: Readonly<Record<string, string>> = {
    ...fieldErrorsOf(saving.error),
    ...(isTaken ? { name: wordsFor(saving.error) } : {}),
    ...(tried ? wrong : {}),
  };
  const error = (name: string) => (errors[name] ? { error: errors[name] } : {});
  const teamName = (id: string) => teams.find((team) => team.id === id)?.name ?? '';

  const save = () => {
    setTried(true);
    if (Object.keys(wrong).length > 0 || edit.clashes || saving.isPending) return;
    const done = {
      onSuccess: () => {
        edit.asItWas();
        setTried(false);
        tell({ text: category ? 'The category is saved' : `${form.name.trim()} is added` });
        if (!category) void navigate('/routing/categories');
      },
      onError: edit.onError,
    };
    if (category)
      change.mutate({ input: { category_id: category.id, ...toCategoryBody(form) }, ifMatch: category.version }, done);
    else create.mutate({ input: toCategoryBody(form) }, done);
  };
  const use = (active: boolean) =>
    category &&
    change.mutate(
      { input: { category_id: category.id, active }, ifMatch: category.version },
      {
        onSuccess: () => tell({ text: active ? `${category.name} is in use again` : `${category.name} is out of use` }),
        onError: (problem) => tell({ tone: 'bad', text: wordsFor(problem) }),
      },
    );

  return (
    <EditorPage
      noun="category"
      title={form.name.trim() || (category ? category.name : 'New category')}
      crumbs={CATEGORY_CRUMBS}
      sub={
        category
          ? category.active
            ? `${category.open_escalations} open now; they keep the clocks they began with.`
            : 'Nobody can choose it. Open escalations of it go on as they are.'
          : 'A kind of problem that people can choose when they escalate.'
      }
      row={category}
      edit={edit}
      fields={categoryFields(teamName, policy)}
      subject={{ kind: 'escalation-category', id: category?.id ?? '' }}
      saving={saving}
      hasFieldErrors={Object.keys(errors).length > 0}
      onSave={save}
      onUse={use}
    >
      <div className="cols">
        <div className="stack">
          <Panel title="What it is">
            <div className="form">
              <Field label="Name" hint="Routing rules that name it follow a new name." {...error('name')}>
                {(control) => (
                  <Input
                    {...control}
                    maxLength={100}
                    value={form.name}
                    onChange={({ target }) => edit.change({ name: target.value })}
                  />
                )}
              </Field>
              <Field label="Description" note="optional" hint="When to choose it." {...error('description')}>
                {(control) => (
                  <Textarea
                    {...control}
                    maxLength={4000}
                    value={form.description}
                    onChange={({ target }) => edit.change({ description: target.value })}
                  />
                )}
              </Field>
              <Field
                label="Expertise"
                note="optional"
                hint="Words as they stand in people’s skills: who has them is suggested as owner. Enter adds one."
                {...error('expertise')}
              >
                {(control) => (
                  <TagInput {...control} values={form.expertise} onChange={(expertise) => edit.change({ expertise })} />
                )}
              </Field>
            </div>
          </Panel>
          <Panel title="Who has it when no rule decides">
            <div className="form">
              <div className="form-pair">
                <Field label="Owner" note="optional" {...error('owner')} {...error('default_owner_id')}>
                  {(control) => (
                    <PickPerson
                      {...control}
                      clearable
                      value={form.owner}
                      onChange={(owner) => edit.change({ owner })}
                    />
                  )}
                </Field>
                <Field
                  label="Second owner"
                  note="optional"
                  {...error('second')}
                  {...error('default_secondary_owner_id')}
                >
                  {(control) => (
                    <PickPerson
                      {...control}
                      clearable
                      value={form.second}
                      onChange={(second) => edit.change({ second })}
                    />
                  )}
                </Field>
              </div>
              <Field
                label="Team"
                note="optional"
                hint="Where there is no owner, the least loaded of this team gets it."
                {...error('default_team_id')}
              >
                {(control) => (
                  <Select {...control} value={form.team} onChange={({ target }) => edit.change({ team: target.value })}>
                    <option value="">No team</option>
                    {teams.map(({ id, name }) => (
                      <option key={id} value={id}>
                        {name}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            </div>
          </Panel>
        </div>
        <aside className="stack" aria-label="Clocks of the category">
          <Panel title="Time to resolve" count="in hours of the clock">
            <div className="form">
              <div className="form-pair">
                {SEVERITIES.map((severity) => {
                  const name = `p${severity.slice(1)}` as 'p0' | 'p1' | 'p2' | 'p3';
                  const clock = policy.severities[severity].round_the_clock ? 'round the clock' : 'working hours';
                  return (
                    <NumberField
                      key={severity}
                      label={severity}
                      note={
                        Number.isFinite(form[name])
                          ? hoursWords(form[name], policy.severities[severity].round_the_clock)
                          : ''
                      }
                      hint={clock}
                      error={errors[name] ?? errors[`sla_hours_${name}`]}
                      value={form[name]}
                      onChange={(hours) => edit.change({ [name]: hours })}
                    />
                  );
                })}
              </div>
            </div>
          </Panel>
          {category ? <ResponsePanel categoryId={category.id} policy={policy} /> : null}
        </aside>
      </div>
    </EditorPage>
  );
}
