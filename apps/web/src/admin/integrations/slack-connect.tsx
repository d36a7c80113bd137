import { DisconnectSlack, InstallSlack, type AnswerOf, type GetSlack } from '@understudy/contracts';
import { Button, buttonClass, formatMoment, Panel, StateChip, useNow, useToast } from '@understudy/ui';
import { useState } from 'react';
import { useSend } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { ReasonDialog } from '../reason-dialog.js';

type SlackState = AnswerOf<typeof GetSlack>;

/** The installation in the workspace. The way to Slack is a link, because Slack's page needs a person in this browser. */
export function SlackConnect({ state }: { readonly state: SlackState }) {
  const { user } = useMe();
  const now = useNow();
  const [isEnding, setEnding] = useState(false);
  const end = useSend(DisconnectSlack);
  const tell = useToast();
  const { app_configured: hasApp, team, installed_by: by, installed_at: at, scopes, missing_scopes: missing } = state;
  const isIn = state.state === 'connected';
  const again = state.state === 'lost' || missing.length > 0;
  return (
    <Panel
      title="Workspace"
      count={team?.name}
      actions={
        hasApp && (!isIn || again) ? (
          <a className={buttonClass({ look: 'filled', size: 'row' })} href={`${InstallSlack.path}?go=true`}>
            {again ? 'Install again' : 'Install'}
          </a>
        ) : null
      }
    >
      <div className="form">
        {hasApp ? null : (
          <p>
            This installation of Understudy has no Slack app yet: whoever runs it makes one and sets SLACK_CLIENT_ID,
            SLACK_CLIENT_SECRET and SLACK_SIGNING_SECRET.
          </p>
        )}
        {state.problem ? <p className="font-medium">{state.problem}</p> : null}
        {isIn ? (
          <p className="text-ink-2">
            Installed{by ? ` by ${by.name}` : ''}
            {at ? `, ${formatMoment(at, user.time_zone, now)}` : ''}. Requests and warnings arrive there; answers in
            Slack count as answers here.
          </p>
        ) : hasApp ? (
          <p className="text-ink-2">
            A workspace admin says yes on Slack’s page. People then get their requests there, and are found by their
            e-mail addresses.
          </p>
        ) : null}
        {scopes.length > 0 && (isIn || again) ? (
          <details>
            <summary>
              {missing.length > 0
                ? `${missing.length} of ${scopes.length} permissions are missing`
                : `All ${scopes.length} permissions are given`}
            </summary>
            <ul className="rows rows-top mt-2">
              {scopes.map(({ scope, needed_for: needed, granted }) => (
                <li key={scope}>
                  <span className="grow">
                    <code className="wrap-anywhere">{scope}</code>
                    <span className="block text-ink-2">{needed}</span>
                  </span>
                  <StateChip state={granted ? 'covered' : 'waiting'}>{granted ? 'Given' : 'Missing'}</StateChip>
                </li>
              ))}
            </ul>
          </details>
        ) : null}
        {isIn || state.state === 'lost' ? (
          <div className="form-foot">
            <Button size="panel" onClick={() => setEnding(true)}>
              Disconnect
            </Button>
          </div>
        ) : null}
      </div>
      {isEnding ? (
        <ReasonDialog
          title="Disconnect Slack?"
          act="Disconnect"
          busy={end.isPending}
          error={end.error}
          onClose={() => setEnding(false)}
          onAct={() =>
            end.mutate(
              { input: {} },
              {
                onSuccess: () => {
                  setEnding(false);
                  tell({ text: 'Slack is disconnected; its token was given back' });
                },
              },
            )
          }
        >
          <p>
            Nothing is sent to Slack and no answer there counts any more; people hear by e-mail and here. War rooms that
            are open stay, but their state does not follow.
          </p>
        </ReasonDialog>
      ) : null}
    </Panel>
  );
}
