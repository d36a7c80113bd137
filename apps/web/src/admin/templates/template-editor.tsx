import { ChangeTemplate, CreateTemplate, ListEscalationCategories } from '@understudy/contracts';
import { TEMPLATE_PLACEHOLDERS } from '@understudy/domain';
import { Field, Input, Panel, Select, type Severity, Textarea, useToast } from '@understudy/ui';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { codeOf, fieldErrorsOf, wordsFor } from '../../api/send.js';
import { useApi, useSend } from '../../api/use-api.js';
import { EditorPage } from '../editor-page.js';
import { useEdit } from '../../editing/use-edit.js';
import { Placeholders } from './placeholders.js';
import {
  preview,
  type Template,
  TEMPLATE_FIELDS,
  templateErrors,
  type TemplateForm,
  toTemplateBody,
  toTemplateForm,
} from './template-form.js';
import { TEMPLATE_CRUMBS } from './template-page.js';

const AREAS = [
  { name: 'description', label: 'Description', max: 20_000, note: 'Markdown' },
  { name: 'expected', label: 'Expected resolution', max: 4000, note: 'optional' },
  { name: 'exit', label: 'Done when', max: 4000, note: 'optional' },
] as const;

/** One template: its texts with what stands for each customer, and how they will read. */
export function TemplateEditor({ template }: { readonly template: Template | null }) {
  const edit = useEdit<TemplateForm>(
    `template:${template?.id ?? 'new'}`,
    toTemplateForm(template),
    template?.version ?? 0,
  );
  const [tried, setTried] = useState(false);
  const categories = useApi(ListEscalationCategories, { limit: 100 }).data?.items ?? [];
  const create = useSend(CreateTemplate);
  const change = useSend(ChangeTemplate);
  const saving = template ? change : create;
  const tell = useToast();
  const navigate = useNavigate();
  const form = edit.values;
  const wrong = templateErrors(form);
  const isTaken = codeOf(saving.error) === 'templates.name-taken';
  const errors: Readonly<Record<string, string>> = {
    ...fieldErrorsOf(saving.error),
    ...(isTaken ? { name: wordsFor(saving.error) } : {}),
    ...Object.fromEntries(Object.entries(wrong).filter(([, words]) => tried || words.startsWith('Nobody'))),
  };
  const error = (name: string) => (errors[name] ? { error: errors[name] } : {});

  const save = () => {
    setTried(true);
    if (Object.keys(wrong).length > 0 || edit.clashes || saving.isPending) return;
    const done = {
      onSuccess: () => {
        edit.asItWas();
        setTried(false);
        tell({ text: template ? 'The template is saved' : 'The template is added' });
        if (!template) void navigate('/playbooks/templates');
      },
      onError: edit.onError,
    };
    if (template)
      change.mutate({ input: { template_id: template.id, ...toTemplateBody(form) }, ifMatch: template.version }, done);
    else create.mutate({ input: toTemplateBody(form) }, done);
  };
  const use = (active: boolean) =>
    template &&
    change.mutate(
      { input: { template_id: template.id, active }, ifMatch: template.version },
      {
        onSuccess: () => tell({ text: active ? 'It is in use again' : 'It is out of use; its name is free again' }),
        onError: (problem) => tell({ tone: 'bad', text: wordsFor(problem) }),
      },
    );

  return (
    <EditorPage
      noun="template"
      title={form.name.trim() || 'New template'}
      crumbs={TEMPLATE_CRUMBS}
      sub="Read inside only; customers never see it."
      row={template}
      edit={edit}
      fields={TEMPLATE_FIELDS}
      subject={{ kind: 'escalation-template', id: template?.id ?? '' }}
      saving={saving}
      hasFieldErrors={Object.keys(errors).length > 0}
      onSave={save}
      onUse={use}
    >
      <div className="cols cols-wide">
        <Panel title="The template">
          <div className="form">
            <Field label="Name" hint="How it is chosen." {...error('name')}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={100}
                  value={form.name}
                  onChange={({ target }) => edit.change({ name: target.value })}
                />
              )}
            </Field>
            <div className="form-pair">
              <Field label="Category">
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
              <Field label="Severity">
                {(control) => (
                  <Select
                    {...control}
                    value={form.severity}
                    onChange={({ target }) => edit.change({ severity: target.value as Severity | '' })}
                  >
                    <option value="">any</option>
                    {['P0', 'P1', 'P2', 'P3'].map((one) => (
                      <option key={one}>{one}</option>
                    ))}
                  </Select>
                )}
              </Field>
            </div>
            <Field label="Title" {...error('title')}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={500}
                  value={form.title}
                  onChange={({ target }) => edit.change({ title: target.value })}
                />
              )}
            </Field>
            {AREAS.map(({ name, label, max, note }) => (
              <Field key={name} label={label} note={note} {...error(name)}>
                {(control) => (
                  <Textarea
                    {...control}
                    maxLength={max}
                    value={form[name]}
                    onChange={({ target }) => edit.change({ [name]: target.value })}
                  />
                )}
              </Field>
            ))}
            <Placeholders names={TEMPLATE_PLACEHOLDERS} />
          </div>
        </Panel>
        <aside className="stack" aria-label="How it reads">
          <Panel title="How it begins" count="for Northwind Traders, an example">
            <div className="form" aria-live="polite">
              <p className="font-medium wrap-anywhere">{preview(form.title) || 'No title yet'}</p>
              {AREAS.map(({ name, label }) =>
                form[name].trim() ? (
                  <div key={name}>
                    <p className="text-xs text-ink-2">{label}</p>
                    <p className="prose">{preview(form[name])}</p>
                  </div>
                ) : null,
              )}
            </div>
          </Panel>
        </aside>
      </div>
    </EditorPage>
  );
}
