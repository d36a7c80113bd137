import { CreateRoutingRule, ReplaceRoutingRule } from '@understudy/contracts';
import { EVERY_CATEGORY, problemsOfRule } from '@understudy/domain';
import { Button, Chip, Field, Input, useToast } from '@understudy/ui';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { codeOf } from '../../api/send.js';
import { useSend } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { Page } from '../../shell/page.js';
import { NotSaved } from '../../states/not-saved.js';
import { ChangedMeanwhile } from '../../editing/changed-meanwhile.js';
import { useEdit } from '../../editing/use-edit.js';
import { AddedDeadEnds } from './added-dead-ends.js';
import { ConditionsPanel } from './conditions-panel.js';
import { deadEndWords } from './dead-ends.js';
import { DryRunPanel } from './dry-run-panel.js';
import { type Book, isForEverythingElse, NEW_RULE, type Rule, type RuleForm, toBody, toForm } from './rule-form.js';
import { forgetNewRuleId } from './rule-page.js';
import { RuleSentence } from './rule-sentence.js';
import { readingOf } from './rule-words.js';
import { ruleFields } from './rule-fields.js';
import { refusedFor } from './save-state.js';
import { ThenPanel } from './then-panel.js';
import { targetsIn, useNames } from './use-names.js';
import { useTrial } from './use-trial.js';
import { whyNot } from './why-not.js';

export interface RuleEditorProps {
  readonly book: Book;
  readonly id: string;
  /** Null: a new one. */
  readonly rule: Rule | null;
}

/** One rule: what it says, what it would have done, and whether anybody would be left without an owner by it. */
export function RuleEditor({ book, id, rule }: RuleEditorProps) {
  const edit = useEdit<RuleForm>(`routing-rule:${rule ? id : 'new'}`, rule ? toForm(rule) : NEW_RULE, book.version);
  const [reason, setReason] = useState('');
  const [accepts, setAccepts] = useState(false);
  const form = edit.values;
  const nameOf = useNames([
    ...targetsIn(form),
    ...(rule ? targetsIn(toForm(rule)) : []),
    ...edit.meanwhile.flatMap(({ field, was }) => targetsIn({ ...form, [field]: was })),
  ]);
  const isLast = rule !== null && isForEverythingElse(book, id);
  const errors = errorsOf(form, id);
  const missing = missingIn(form, errors, isLast);
  const isWhole = missing === null;
  const { trial, isUpToDate } = useTrial(book, id, form, isWhole);
  const create = useSend(CreateRoutingRule);
  const replace = useSend(ReplaceRoutingRule);
  const saving = rule ? replace : create;
  const { user } = useMe();
  const tell = useToast();
  const navigate = useNavigate();

  const refused = refusedFor(saving.error);
  const deadEnds = trial.data && isUpToDate ? trial.data.added_dead_ends : refused;
  const isAccepted = accepts && reason.trim() !== '';
  const blockedBy = whyNot({
    isDirty: edit.dirty || rule === null,
    missing,
    isChecked: isUpToDate || trial.error !== null,
    clashes: edit.clashes,
    deadEnds: isAccepted ? 0 : deadEnds.length,
  });
  const save = () => {
    if (blockedBy) return;
    const accepted = deadEnds.length > 0 ? { accept_dead_ends: true, reason: reason.trim() } : {};
    const done = () => {
      edit.asItWas();
      setAccepts(false);
      setReason('');
      tell({ text: rule ? 'The rule is saved' : 'The rule is added, last before everything else' });
      if (rule) return;
      forgetNewRuleId(user.id);
      void navigate('/routing');
    };
    const options = { onSuccess: done, onError: edit.onError };
    if (rule)
      replace.mutate({ input: { routing_rule_id: id, ...toBody(form), ...accepted }, ifMatch: book.version }, options);
    else create.mutate({ input: { id, ...toBody(form), ...accepted } }, options);
  };

  const place = book.items.findIndex((one) => one.id === id) + 1;
  return (
    <Page
      title={form.name.trim() || (isLast ? 'Everything else' : rule ? `Rule ${place}` : 'New rule')}
      crumbs={[{ to: '/routing', words: 'Routing rules' }]}
      aside={
        edit.dirty ? (
          <Chip tone="outlined" icon={<Pencil className="i" />}>
            Draft
          </Chip>
        ) : null
      }
      sub={
        rule
          ? `Rule ${place} of ${book.items.length}. Rules are tried from the top; the first that matches decides.`
          : 'It will stand last before the rule for everything else; move it where it belongs afterwards.'
      }
      actions={
        <>
          {edit.dirty ? <Button onClick={edit.asItWas}>Discard</Button> : null}
          <Button
            look="filled"
            busy={saving.isPending}
            disabled={blockedBy !== null}
            aria-describedby="why-not-saved"
            onClick={save}
          >
            {rule ? 'Save rule' : 'Add rule'}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p id="why-not-saved" className="save-reason" role="status">
          {blockedBy}
        </p>
        {saving.error && refused.length === 0 && codeOf(saving.error) !== 'version.stale' ? (
          <NotSaved error={saving.error} />
        ) : null}
        <ChangedMeanwhile edit={edit} fields={ruleFields(nameOf)} subject={{ kind: 'routing-rule', id }} />
        <div className="cols cols-wide">
          <div className="stack">
            <RuleSentence pieces={readingOf(form, nameOf, isLast)} />
            {deadEnds.length > 0 ? (
              <AddedDeadEnds
                found={deadEnds}
                reason={reason}
                accepts={accepts}
                onReason={setReason}
                onAccept={setAccepts}
              />
            ) : null}
            {isLast ? null : <ConditionsPanel form={form} errors={errors} change={edit.change} />}
            <ThenPanel form={form} errors={errors} change={edit.change} nameOf={nameOf} />
            <section className="panel" aria-label="Name">
              <div className="form">
                <Field label="Name" note="optional" hint="How the rule is called where it decided something.">
                  {(control) => (
                    <Input
                      {...control}
                      maxLength={200}
                      value={form.name}
                      onChange={({ target }) => edit.change({ name: target.value })}
                    />
                  )}
                </Field>
              </div>
            </section>
          </div>
          <aside className="stack" aria-label="What it would have done">
            <DryRunPanel
              ruleId={id}
              trial={trial.data}
              error={trial.error}
              busy={isWhole && !isUpToDate}
              {...(missing ? { waitsFor: `${missing} Then it is tried.` } : {})}
            />
            {trial.data && isUpToDate && deadEnds.length === 0 ? (
              <p className="text-xs text-ink-2">
                {trial.data.dead_ends.length === 0
                  ? 'No dead end in the next 90 days: every category, severity and hour finds somebody.'
                  : `It adds no dead end. ${deadEndWords(trial.data.dead_ends.length)} are there without it; they stand with the rules.`}
              </p>
            ) : null}
          </aside>
        </div>
      </div>
    </Page>
  );
}

/** A rule for everything belongs at the end, where one is already: above it nothing below would ever be asked. */
const missingIn = (form: RuleForm, errors: Readonly<Record<string, string>>, isLast: boolean): string | null => {
  if (Object.keys(errors).length > 0) return 'Something is missing below.';
  const isForAll = form.category === EVERY_CATEGORY && form.severity.length === 0 && form.conditions.length === 0;
  return isForAll && !isLast ? 'It is for everything: choose a category, a severity or a condition.' : null;
};

const errorsOf = (form: RuleForm, id: string): Readonly<Record<string, string>> => {
  const { actions, ...body } = toBody(form);
  const rule = {
    ...body,
    id,
    severity: form.severity,
    conditions: form.conditions,
    actions: { ...actions, notify: form.notify, createSlackChannel: form.createSlackChannel },
  };
  const found = problemsOfRule(rule).map(({ path, message }) => [path, message] as const);
  const wanted: Readonly<Record<string, string>> =
    form.assignTo === '' ? { 'actions.assignTo': 'Choose who gets it' } : {};
  return { ...Object.fromEntries(found), ...wanted };
};
