import {
  DeleteGoogleConnection,
  PutGoogleConnection,
  type AnswerOf,
  type GetGoogleConnection,
} from '@understudy/contracts';
import { Button, Chip, Field, formatCount, formatMoment, Input, Panel, useNow, useToast } from '@understudy/ui';
import { useState } from 'react';
import { fieldErrorsOf, wordsFor } from '../../api/send.js';
import { useSend } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { NotSaved } from '../../states/not-saved.js';
import { ReasonDialog } from '../reason-dialog.js';
import { CheckSteps } from './check-steps.js';
import { CopyText } from './copy-text.js';

export type GoogleConnection = AnswerOf<typeof GetGoogleConnection>;
type Mode = GoogleConnection['mode'];

const MODES: readonly { readonly mode: Mode; readonly words: string; readonly means: string }[] = [
  {
    mode: 'delegation',
    words: 'For everybody, by your Workspace admin',
    means:
      'Nobody else has to do anything. Everything works: calendars, replies, forwarding, meetings, notices, the directory.',
  },
  {
    mode: 'user-consent',
    words: 'Each person connects their own account',
    means:
      'On their profile, Your Google account. What needs an admin (forwarding, mailbox access, the directory) does not work.',
  },
  {
    mode: 'off',
    words: 'Not at all',
    means: 'Nothing is read or changed. People enter absences and tell customers themselves.',
  },
];

/** How the Workspace is connected, and what that means; saving looks at once what works. */
export function GoogleConnect({ connection }: { readonly connection: GoogleConnection }) {
  const { user } = useMe();
  const now = useNow();
  const [mode, setMode] = useState<Mode | null>(null);
  const [adminEmail, setAdminEmail] = useState<string | null>(null);
  const [isEnding, setEnding] = useState(false);
  const put = useSend(PutGoogleConnection);
  const end = useSend(DeleteGoogleConnection);
  const tell = useToast();
  const chosen = mode ?? connection.mode;
  const email = adminEmail ?? connection.admin_email ?? '';
  const isEdited = chosen !== connection.mode || email !== (connection.admin_email ?? '');
  const errors = fieldErrorsOf(put.error);
  const ready = chosen !== 'delegation' || email.trim() !== '';

  const save = () => {
    if (chosen === 'off') return setEnding(true);
    put.mutate(
      {
        input: { mode: chosen, ...(chosen === 'delegation' ? { admin_email: email.trim() } : {}) },
        ifMatch: connection.version,
      },
      {
        onSuccess: ({ connection: after }) => {
          setMode(null);
          setAdminEmail(null);
          tell({ text: after.problem ? 'It is saved; not everything works yet' : 'Google is connected' });
        },
      },
    );
  };

  return (
    <Panel title="How it is connected" count={connection.tier_words}>
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && isEdited && !put.isPending) save();
        }}
      >
        {put.error && Object.keys(errors).length === 0 ? <NotSaved error={put.error} /> : null}
        {connection.problem ? (
          <p>
            <Chip tone={connection.lost_at ? 'gap' : 'waiting'}>
              {connection.lost_at
                ? `Lost since ${formatMoment(connection.lost_at, user.time_zone, now)}`
                : 'Wants something'}
            </Chip>{' '}
            {connection.problem}
          </p>
        ) : null}
        <fieldset className="options">
          <legend className="sr-only">How Google is connected</legend>
          {MODES.map((one) => (
            <label key={one.mode}>
              <input type="radio" name="google-mode" checked={chosen === one.mode} onChange={() => setMode(one.mode)} />
              <span>
                <b className="font-medium">{one.words}</b>
                <span className="block text-ink-2">{one.means}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {chosen === 'delegation' ? (
          <>
            <Field
              label="An admin of your Workspace"
              hint="Whose rights read the directory; an address in one of your domains."
              {...(errors['admin_email'] ? { error: errors['admin_email'] } : {})}
            >
              {(control) => (
                <Input
                  {...control}
                  type="email"
                  autoComplete="off"
                  value={email}
                  onChange={({ target }) => setAdminEmail(target.value)}
                />
              )}
            </Field>
            {connection.service_account ? (
              <div className="grid gap-2">
                <p className="text-ink-2">
                  In Google’s admin console open Security, Access and data control, API controls, Domain-wide
                  delegation, and add a client with these two:
                </p>
                <CopyText
                  label="Client ID"
                  text={connection.service_account.client_id ?? connection.service_account.email}
                />
                <CopyText label="OAuth scopes" text={connection.scopes_to_delegate} />
              </div>
            ) : (
              <p className="text-ink-2">
                This installation has no service account yet: whoever runs it makes a key and names it in
                GOOGLE_SERVICE_ACCOUNT_FILE.
              </p>
            )}
          </>
        ) : null}
        <div className="form-foot">
          <Button size="panel" look="filled" type="submit" busy={put.isPending} disabled={!isEdited || !ready}>
            {chosen === 'off' ? 'Disconnect' : 'Save and look what works'}
          </Button>
          <span className="field-hint self-center">
            {!ready ? 'Name an admin first.' : isEdited ? '' : peopleWords(connection)}
          </span>
        </div>
      </form>
      {put.data && !put.isPending ? <CheckSteps steps={put.data.steps} /> : null}
      {isEnding ? (
        <ReasonDialog
          title="Disconnect Google?"
          act="Disconnect"
          busy={end.isPending}
          error={end.error}
          onClose={() => setEnding(false)}
          onAct={() =>
            end.mutate(
              { input: {}, ifMatch: connection.version },
              {
                onSuccess: () => {
                  setEnding(false);
                  setMode(null);
                  tell({ text: 'Google is disconnected; consents were given back' });
                },
                onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }),
              },
            )
          }
        >
          <p>
            Calendars are not read any more, so absences made there go unseen. What was changed for coverage that runs
            now (replies, forwarding, invitations) stays as it is in Google, and each absence lists it.
          </p>
        </ReasonDialog>
      ) : null}
    </Panel>
  );
}

const peopleWords = ({ mode, people }: GoogleConnection): string => {
  if (mode === 'off') return 'Choose how to connect it.';
  const consents = mode === 'user-consent' ? `, ${formatCount(people.consented, 'consent')}` : '';
  return `${formatCount(people.calendars_read, 'calendar')} read${consents}${people.lost > 0 ? `, ${people.lost} lost` : ''}.`;
};
