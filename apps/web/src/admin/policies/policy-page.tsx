import { ListCoveragePolicies, PutCoveragePolicy, PutDefaultCoveragePolicy } from '@understudy/contracts';
import { Button, Chip, EmptyState, Panel, sentence, useToast } from '@understudy/ui';
import { FileQuestionMark } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { fieldErrorsOf } from '../../api/send.js';
import { useApi, useSend } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { NotSaved } from '../../states/not-saved.js';
import { AdminOnly } from '../admin-only.js';
import { ChangedMeanwhile, type FieldWords } from '../../editing/changed-meanwhile.js';
import { problemsOf } from '../problems.js';
import { useEdit } from '../../editing/use-edit.js';
import { PolicyForm } from './policy-form.js';
import {
  NOTICE_WORDS,
  policyFieldsOf,
  policyInWords,
  RUNG_WORDS,
  STRATEGY_WORDS,
  wrongPolicy,
  type Policy,
  type PolicyFields,
} from './policy-words.js';

const CRUMBS = [{ to: '/coverage-policies', words: 'Coverage policies' }];
const yes = (value: boolean) => (value ? 'yes' : 'no');
const weighed = (weights: Readonly<Record<string, number>> | null) =>
  weights
    ? Object.entries(weights)
        .map(([name, weight]) => `${name} ${weight}`)
        .join(', ')
    : 'every customer one point';
const FIELDS: FieldWords<PolicyFields> = {
  needs_approval: { label: 'A manager approves', words: yes },
  approve_within_minutes: { label: 'To approve', words: (minutes) => `${minutes} min` },
  needs_acceptance: { label: 'The backup has to say yes', words: yes },
  answer_within_minutes: { label: 'To say yes', words: (minutes) => `${minutes} min` },
  urgent_answer_minutes: { label: 'To say yes, when it runs already', words: (minutes) => `${minutes} min` },
  strategy: { label: 'Chosen', words: (strategy) => STRATEGY_WORDS[strategy].words },
  weights: { label: 'What counts', words: weighed },
  load_weights: { label: 'What a customer weighs', words: weighed },
  split_above: { label: 'Split above', words: (count) => (count === null ? 'never' : `${count} customers`) },
  secondary: { label: 'A second backup', words: yes },
  ladder: { label: 'Turned to next', words: (ladder) => ladder.map((rung) => RUNG_WORDS[rung]).join(', ') },
  notices: {
    label: 'Customers are told',
    words: ({ method, segments, min_days: days }) =>
      `${NOTICE_WORDS[method]}, from ${days} days on, ${segments ? segments.join(', ') || 'no segment' : 'every segment'}`,
  },
  brief_gate: {
    label: 'Reminders of notes',
    words: ({ owner_hours: owner, manager_hours: manager }) => `owner ${owner} h, manager ${manager} h before`,
  },
};

export function PolicyPage() {
  const { team = '' } = useParams();
  return (
    <AdminOnly title="Coverage policy">
      <OnePolicy key={team} team={team} />
    </AdminOnly>
  );
}

function OnePolicy({ team }: { readonly team: string }) {
  const query = useApi(ListCoveragePolicies, {});
  const policy = query.data?.items.find((one) => (one.team?.id ?? 'default') === team);
  if (policy) return <Editor policy={policy} />;
  return (
    <Page title="Coverage policy" crumbs={CRUMBS}>
      <div className="panel">
        <Loaded query={query} what="The policy" words="Reading the policy" rows={6}>
          {() => (
            <EmptyState icon={<FileQuestionMark className="i" />} title="There is no such team">
              It may have another address, or the address has a typo.
            </EmptyState>
          )}
        </Loaded>
      </div>
    </Page>
  );
}

function Editor({ policy }: { readonly policy: Policy }) {
  const { tenant } = useMe();
  const teamId = policy.team?.id;
  const edit = useEdit(`policy:${teamId ?? 'default'}`, policyFieldsOf(policy), policy.version);
  const saveDefault = useSend(PutDefaultCoveragePolicy);
  const saveTeam = useSend(PutCoveragePolicy);
  const save = teamId ? saveTeam : saveDefault;
  const tell = useToast();
  const name = policy.team?.name ?? tenant.name;
  const wrong = wrongPolicy(edit.values);
  const refused = { ...fieldErrorsOf(save.error), ...problemsOf(save.error) };
  const canSave =
    (edit.dirty || (teamId !== undefined && !policy.own)) && !edit.clashes && Object.keys(wrong).length === 0;

  const submit = () => {
    if (!canSave || save.isPending) return;
    const ifMatch = policy.version; // 0: there is none yet, and whoever made the first one meanwhile is not overwritten either
    const then = {
      onError: edit.onError,
      onSuccess: () => {
        edit.asItWas();
        tell({ text: `The policy of ${name} counts from now on` });
      },
    };
    if (teamId) saveTeam.mutate({ input: { team_id: teamId, ...edit.values }, ifMatch }, then);
    else saveDefault.mutate({ input: edit.values, ifMatch }, then);
  };

  return (
    <Page
      title={`Coverage policy of ${name}`}
      here={name}
      crumbs={CRUMBS}
      aside={
        <>
          {teamId && !policy.own ? <Chip tone="outlined">follows the organisation’s</Chip> : null}
          {edit.dirty ? <Chip tone="outlined">not saved yet</Chip> : null}
        </>
      }
      sub="Counts for what is asked from now on. Questions that are open keep their deadline."
      actions={
        <>
          {edit.dirty ? <Button onClick={edit.asItWas}>Discard</Button> : null}
          <Button look={canSave ? 'filled' : 'plain'} busy={save.isPending} disabled={!canSave} onClick={submit}>
            {teamId && !policy.own ? 'Save as its own' : 'Save policy'}
          </Button>
        </>
      }
    >
      <div className="cols">
        <div className="stack">
          <ChangedMeanwhile
            edit={edit}
            fields={FIELDS}
            subject={teamId ? { kind: 'team', id: teamId } : { kind: 'tenant', id: tenant.id }}
          />
          {save.error && edit.meanwhile.length === 0 && Object.keys(refused).length === 0 ? (
            <NotSaved error={save.error} />
          ) : null}
          <PolicyForm values={edit.values} change={edit.change} errors={{ ...refused, ...wrong }} onSubmit={submit} />
        </div>
        <aside className="stack">
          <Panel title={edit.dirty ? 'As you have it now, it reads' : 'It reads'}>
            <ul className="panel-body grid gap-2" aria-live="polite">
              {policyInWords(edit.values).map((words) => (
                <li key={words}>{sentence(words)}</li>
              ))}
            </ul>
          </Panel>
          <p className="text-xs text-ink-2">
            Customers may say otherwise:{' '}
            <Link className="link" to="/coverage-policies/rules">
              coverage rules
            </Link>{' '}
            and{' '}
            <Link className="link" to="/coverage-policies/presets">
              presets
            </Link>{' '}
            come before the policy’s choice.
          </p>
        </aside>
      </div>
    </Page>
  );
}
