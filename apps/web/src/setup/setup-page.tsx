import { CheckSetup, GetAbsence, ProposeSetup, SaveSetup } from '@understudy/contracts';
import { dayOf, firstNameOf, formatSpan, Stepper, useNow, useToast } from '@understudy/ui';
import { useDeferredValue } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { codeOf } from '../api/send.js';
import { useApi, useSend } from '../api/use-api.js';
import { askedWords } from '../coverage/asked-words.js';
import { isDay, nextMonday, plusDays } from '../session/local-days.js';
import { useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { useAddress } from '../shell/use-address.js';
import { Loaded } from '../states/loaded.js';
import { NotSaved } from '../states/not-saved.js';
import { DatesStep } from './dates-step.js';
import { SetupFoot } from './setup-foot.js';
import { PrioritiesStep } from './priorities-step.js';
import { ProofStep } from './proof-step.js';
import { isStep, planOf, saveOf, STEPS, type SetupStart, type StepKey } from './setup-draft.js';
import { askWords, STEP_HINTS, STEP_WORDS, timeWords, titleOf, waitedFor, withoutProposal } from './setup-words.js';
import { sharesOf } from './shares.js';
import { StepAside } from './step-aside.js';
import { ToldStep } from './told-step.js';
import { useSetupDraft } from './use-setup-draft.js';
import { WhoStep } from './who-step.js';

/** Setting up time away (PRD-131): five steps, everything filled in, nothing saved before the last. `?absence=` one that is known, `?for=` a person of mine, `?from=&to=` days that were tried. */
export function SetupPage() {
  const [params] = useSearchParams();
  const absenceId = params.get('absence');
  const personId = params.get('for');
  return <Wizard key={`${absenceId ?? ''} ${personId ?? ''}`} absenceId={absenceId} personId={personId} />;
}

interface WizardProps {
  readonly absenceId: string | null;
  readonly personId: string | null;
}

function Wizard({ absenceId, personId }: WizardProps) {
  const { user } = useMe();
  const now = useNow();
  const navigate = useNavigate();
  const tellAll = useToast();
  const [params, rewrite] = useAddress();
  const tried = { from: params.get('from'), to: params.get('to') };
  const { draft, change, forget } = useSetupDraft(
    [absenceId ?? personId ?? 'new', ...(tried.from === null ? [] : [tried.from, tried.to])].join(':'),
  );
  const asked = params.get('step');
  // what is known has days already: then every step is open
  const isOpen = (key: StepKey) => absenceId !== null || STEPS.indexOf(key) <= draft.reached;
  const step: StepKey = isStep(asked) && isOpen(asked) ? asked : 'dates';
  const at = STEPS.indexOf(step);

  const monday = nextMonday(dayOf(now, user.time_zone));
  const firstOn = isDay(tried.from) ? tried.from : monday;
  const lastOn = isDay(tried.to) && tried.to >= firstOn ? tried.to : plusDays(firstOn, 4);
  const start: SetupStart = { absenceId, personId, firstOn, lastOn };
  const plan = useDeferredValue(planOf(draft, start));
  const hasDays = [draft.firstOn, draft.lastOn].every((day) => day === null || isDay(day));
  const proposal = useApi(ProposeSetup, plan, { enabled: hasDays, keep: true });
  const known = useApi(GetAbsence, { absence_id: absenceId ?? '' }, { enabled: absenceId !== null });
  const save = useSend(SaveSetup);
  // from then on the check would find the absence that was just saved
  const isSaved = save.isPending || save.isSuccess;

  const data = proposal.data;
  const isMine = (data?.user.user_id ?? user.id) === user.id;
  const shares = data ? sharesOf(data, draft.byHand, draft.among) : null;
  const decided = data?.absence.notify_customers ?? null;
  const tell = draft.tell ?? ((decided ?? data?.policy.notices) === 'auto' ? 'auto' : 'none');
  // what saving would refuse of the days is said where they are typed, not three steps later
  const days = useApi(
    CheckSetup,
    { ...plan, notify_customers: 'none' },
    { enabled: hasDays && step === 'dates' && !isSaved, keep: true },
  );
  const refusal = proposal.error ?? (codeOf(days.error).startsWith('absences.') ? days.error : null);
  const missing = withoutProposal(hasDays, proposal.error);
  const isBlocked = refusal !== null || !hasDays || !data;

  const go = (key: StepKey) => {
    change({ reached: Math.max(draft.reached, STEPS.indexOf(key)) });
    rewrite({ step: key }, true);
    // a narrow screen scrolls as a whole, a wide one only its page
    document.querySelector('#page')?.scrollTo({ top: 0 });
    window.scrollTo({ top: 0 });
  };
  const finish = () => {
    if (!data || !shares) return;
    const names = waitedFor(data, shares).map(({ name }) => firstNameOf(name));
    save.mutate(
      { input: saveOf(draft, start, decided === null ? tell : draft.tell) },
      {
        onSuccess: ({ absence }) => {
          forget();
          tellAll({ text: names.length > 0 ? askedWords(names) : 'Set up.' });
          void navigate(`/absences/${absence.id}`, { replace: true });
        },
      },
    );
  };
  const startOver = () => {
    forget();
    rewrite({ step: null }, true);
  };
  const next = STEPS[at + 1];
  const back = STEPS[at - 1];

  return (
    <Page
      title={titleOf(step, data, isMine)}
      here="Set-up"
      crumbs={[
        { to: '/absences', words: 'Time away' },
        ...(known.data
          ? [{ to: `/absences/${known.data.id}`, words: formatSpan(known.data.start_date, known.data.end_date) }]
          : []),
      ]}
      sub={data ? `${timeWords(data)} ${STEP_HINTS[step]}` : missing.sub}
      actions={
        <Stepper
          label="Steps of the set-up"
          current={step}
          onGo={go}
          steps={STEPS.map((key, index) => ({
            key,
            words: STEP_WORDS[key],
            done: index < draft.reached || index < at,
            open: isOpen(key) && !isBlocked,
          }))}
        />
      }
    >
      {save.error ? <NotSaved error={save.error} /> : null}
      <div className="cols">
        <div className="stack">
          {step === 'dates' ? (
            <DatesStep draft={draft} change={change} start={start} proposal={data} error={refusal} />
          ) : (
            <Loaded query={proposal} what="The proposal" words="Comparing the people of the team" rows={8}>
              {(loaded) => {
                const parts = sharesOf(loaded, draft.byHand, draft.among);
                const common = { draft, change, proposal: loaded, shares: parts };
                if (step === 'who') return <WhoStep {...common} isStale={proposal.isPlaceholderData} />;
                if (step === 'priorities') return <PrioritiesStep {...common} plan={plan} />;
                if (step === 'told') return <ToldStep {...common} plan={plan} tell={tell} />;
                return <ProofStep {...common} plan={plan} tell={tell} isSaved={isSaved} onGo={go} />;
              }}
            </Loaded>
          )}
        </div>
        <aside className="stack" aria-label="What it comes to">
          <StepAside proposal={data} missing={missing.aside} shares={shares} step={step} tell={tell} />
          <SetupFoot
            next={next ?? null}
            back={back ?? null}
            isBlocked={isBlocked}
            isSaving={save.isPending}
            saveWords={data && shares ? askWords(data, shares) : 'Set up'}
            savedAt={draft.savedAt}
            onGo={go}
            onSave={finish}
            onStartOver={startOver}
          />
        </aside>
      </div>
    </Page>
  );
}
