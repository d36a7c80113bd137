import { BeginGoogleConsent, EndGoogleConsent, GetMyGoogle, type AnswerOf } from '@understudy/contracts';
import { Button, formatMoment, Panel, sentence, StateChip, useNow, useToast } from '@understudy/ui';
import { wordsFor } from '../api/send.js';
import { useApi, useSend } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import { Loaded } from '../states/loaded.js';

type MyGoogle = AnswerOf<typeof GetMyGoogle>;

/** What Understudy may do in the reader's Google account, each with what for; and, where each person decides, the consent. */
export function GoogleAccount() {
  const google = useApi(GetMyGoogle, {});
  return (
    <Panel title="Your Google account">
      <Loaded query={google} what="Your Google account" words="Asking what Google allows" rows={2}>
        {(mine) => <Connection mine={mine} />}
      </Loaded>
    </Panel>
  );
}

function Connection({ mine }: { readonly mine: MyGoogle }) {
  const { user } = useMe();
  const now = useNow();
  const begin = useSend(BeginGoogleConsent);
  const end = useSend(EndGoogleConsent);
  const tell = useToast();
  const failed = (error: unknown) => tell({ tone: 'bad', text: wordsFor(error) });
  const connect = () => begin.mutate({ input: {} }, { onSuccess: ({ url }) => location.assign(url), onError: failed });

  // one reason for all of them stands above them
  const isOff = mine.mode === 'user-consent' && !mine.connected;
  return (
    <div className="form">
      <p>{stateOf(mine)}</p>
      {mine.lost_at ? (
        <StateChip state="gap">Taken back {formatMoment(mine.lost_at, user.time_zone, now)}</StateChip>
      ) : null}
      {mine.problem ? <p className="text-ink-2">{mine.problem}</p> : null}
      <ul className="grid gap-2">
        {allowed(mine).map(({ need, what, purpose, works, because }) => (
          <li key={need} className="lines">
            <span className="flex flex-wrap items-center gap-2">
              <StateChip state={works ? 'covered' : 'waiting'}>{works ? 'Works' : 'Not yet'}</StateChip>
              <span className="font-medium">{sentence(what)}</span>
            </span>
            <span className="text-xs text-ink-2">{works || isOff ? purpose : (because ?? purpose)}</span>
          </li>
        ))}
      </ul>
      {mine.mode === 'user-consent' ? (
        <div className="form-foot">
          <Button size="panel" look={mine.connected ? 'plain' : 'filled'} busy={begin.isPending} onClick={connect}>
            {mine.connected ? 'Allow again' : 'Connect'}
          </Button>
          {mine.connected ? (
            <Button
              size="panel"
              look="quiet"
              busy={end.isPending}
              onClick={() =>
                end.mutate(
                  { input: {} },
                  { onSuccess: () => tell({ text: 'Google was told; nothing is read any more' }), onError: failed },
                )
              }
            >
              Take it back
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

/** What could be allowed is listed where the reader or the admin can do it now. */
const allowed = ({ mode, capabilities }: MyGoogle) =>
  mode === 'delegation' || mode === 'user-consent' ? capabilities : [];

function stateOf({ mode, connected }: MyGoogle): string {
  if (mode === 'delegation') return 'Connected by your admin for everybody: you need not do anything.';
  if (mode === 'user-consent')
    return connected
      ? 'Connected by you. You can take it back at any time.'
      : 'Not connected: your absences are not seen, and your replies and meetings are not changed.';
  return 'Your organisation is not connected to Google Workspace. An admin can do that.';
}
