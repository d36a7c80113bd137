import {
  ChangeCoverageRule,
  CreateCoverageRule,
  ListCoverageRules,
  RemoveCoverageRule,
  type WireOf,
} from '@understudy/contracts';
import { Button, Chip, EmptyState, Panel, useToast } from '@understudy/ui';
import { FileQuestionMark } from 'lucide-react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { fieldErrorsOf } from '../../api/send.js';
import { useApi, useSend } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { NotSaved } from '../../states/not-saved.js';
import { AdminOnly } from '../admin-only.js';
import { ChangedMeanwhile, type FieldWords } from '../../editing/changed-meanwhile.js';
import { problemsOf } from '../problems.js';
import { ReasonDialog } from '../reason-dialog.js';
import { useEdit } from '../../editing/use-edit.js';
import { useNames } from '../use-names.js';
import { useTeams } from '../use-teams.js';
import { CoverageRuleForm } from './coverage-rule-form.js';
import {
  actionInWords,
  conditionInWords,
  ruleInWords,
  wrongRule,
  type CoverageRule,
  type RuleFields,
} from './coverage-rule-words.js';
import { DryRun } from './dry-run.js';

const CRUMBS = [
  { to: '/coverage-policies', words: 'Coverage policies' },
  { to: '/coverage-policies/rules', words: 'Rules' },
];
const NEW: RuleFields = {
  name: '',
  active: true,
  conditions: [],
  action: { strategy: null, backup_user_id: null, backup_team_id: null, skill: null },
};

export function CoverageRulePage() {
  const { id = '' } = useParams();
  return (
    <AdminOnly title="Coverage rule">
      {id === 'new' ? <Editor rule={null} place={null} /> : <OneRule key={id} id={id} />}
    </AdminOnly>
  );
}

function OneRule({ id }: { readonly id: string }) {
  const query = useApi(ListCoverageRules, {});
  const rules = query.data?.items ?? [];
  const index = rules.findIndex((rule) => rule.id === id);
  const rule = rules[index];
  if (rule) return <Editor rule={rule} place={`Rule ${index + 1} of ${rules.length}.`} />;
  return (
    <Page title="Coverage rule" crumbs={CRUMBS}>
      <div className="panel">
        <Loaded query={query} what="The rule" words="Reading the rule">
          {() => (
            <EmptyState icon={<FileQuestionMark className="i" />} title="This rule is not there">
              It was removed, or the address has a typo. The audit log keeps what was removed.
            </EmptyState>
          )}
        </Loaded>
      </div>
    </Page>
  );
}

interface EditorProps {
  /** Null: a new one. */
  readonly rule: CoverageRule | null;
  readonly place: string | null;
}

function Editor({ rule, place }: EditorProps) {
  const row = rule ? { name: rule.name, active: rule.active, conditions: rule.conditions, action: rule.action } : NEW;
  const edit = useEdit<RuleFields>(`coverage-rule:${rule?.id ?? 'new'}`, row, rule?.version ?? 0);
  const [removing, setRemoving] = useState(false);
  const [tried, setTried] = useState(false);
  const add = useSend(CreateCoverageRule);
  const save = useSend(ChangeCoverageRule);
  const remove = useSend(RemoveCoverageRule);
  const navigate = useNavigate();
  const tell = useToast();
  const teams = useTeams();
  const person = useNames([edit.values.action.backup_user_id]);
  const names = { person, team: (id: string | null) => teams.find((team) => team.id === id)?.name ?? 'a team' };
  const wrong = wrongRule(edit.values);
  const sent = rule ? save : add;
  const refused = { ...fieldErrorsOf(sent.error), ...problemsOf(sent.error) };
  const fields: FieldWords<RuleFields> = {
    name: { label: 'Name', words: (name) => name },
    active: { label: 'In force', words: (active) => (active ? 'yes' : 'no') },
    conditions: { label: 'Only if', words: (conditions) => conditions.map(conditionInWords).join(' and ') || 'always' },
    action: { label: 'Ask', words: (action) => actionInWords(action, names) },
  };

  const submit = () => {
    setTried(true);
    if (!edit.dirty || edit.clashes || Object.keys(wrong).length > 0 || sent.isPending) return;
    const done = (said: string) => () => {
      edit.asItWas();
      tell({ text: said });
      if (!rule) void navigate('/coverage-policies/rules');
    };
    // what is typed is a list of words or one word; the API says at which condition it does not fit
    const input = edit.edits as Omit<WireOf<typeof ChangeCoverageRule>, 'coverage_rule_id'>;
    if (rule)
      save.mutate(
        { input: { coverage_rule_id: rule.id, ...input }, ifMatch: rule.version },
        { onError: edit.onError, onSuccess: done(`“${edit.values.name}” is saved`) },
      );
    else
      add.mutate(
        { input: { ...edit.values, name: edit.values.name.trim() } as WireOf<typeof CreateCoverageRule> },
        { onSuccess: done(`“${edit.values.name}” is the last rule. Move it up where it should be asked earlier`) },
      );
  };

  return (
    <Page
      title={rule?.name ?? 'A new coverage rule'}
      crumbs={CRUMBS}
      aside={
        <>
          {edit.dirty ? <Chip tone="outlined">{rule ? 'not saved yet' : 'draft'}</Chip> : null}
          {rule && !rule.active ? <Chip tone="outlined">not in force</Chip> : null}
        </>
      }
      sub={`${place ? `${place} ` : ''}Rules are asked from the top; the first that matches decides.`}
      actions={
        <>
          {rule ? <Button onClick={() => setRemoving(true)}>Remove</Button> : null}
          {edit.dirty ? <Button onClick={edit.asItWas}>Discard</Button> : null}
          <Button
            look={edit.dirty ? 'filled' : 'plain'}
            busy={sent.isPending}
            disabled={!edit.dirty || edit.clashes}
            onClick={submit}
          >
            {rule ? 'Save rule' : 'Add rule'}
          </Button>
        </>
      }
    >
      <div className="cols cols-wide">
        <div className="stack">
          {rule ? (
            <ChangedMeanwhile edit={edit} fields={fields} subject={{ kind: 'coverage-rule', id: rule.id }} />
          ) : null}
          {sent.error && edit.meanwhile.length === 0 && Object.keys(refused).length === 0 ? (
            <NotSaved error={sent.error} />
          ) : null}
          <Panel title="It reads">
            <p className="panel-body reading" aria-live="polite">
              {ruleInWords(edit.values, names)}
            </p>
          </Panel>
          <CoverageRuleForm
            values={edit.values}
            change={edit.change}
            errors={tried ? { ...refused, ...wrong } : refused}
            personName={person}
            onSubmit={submit}
          />
        </div>
        <aside className="stack">
          {edit.dirty ? <p className="text-xs text-ink-2">The dry run asks the rules as they are saved.</p> : null}
          <DryRun />
        </aside>
      </div>
      {removing && rule ? (
        <ReasonDialog
          title={`Remove “${rule.name}”`}
          act="Remove rule"
          busy={remove.isPending}
          error={remove.error}
          onClose={() => setRemoving(false)}
          onAct={() =>
            remove.mutate(
              { input: { coverage_rule_id: rule.id } },
              {
                onSuccess: () => {
                  edit.asItWas();
                  tell({ text: `“${rule.name}” is removed; the audit log keeps it` });
                  void navigate('/coverage-policies/rules');
                },
              },
            )
          }
        >
          <p>
            It is asked no more, from now on. Backups that were asked by it stay as they are. To keep it for later,
            switch it off instead.
          </p>
        </ReasonDialog>
      ) : null}
    </Page>
  );
}
