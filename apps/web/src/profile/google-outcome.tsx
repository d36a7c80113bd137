import { Notice } from '@understudy/ui';
import { useSearchParams } from 'react-router';

/** How Google's consent page was left, by the `google` of the address it brings people back to. */
const OUTCOMES: Readonly<
  Record<string, { readonly tone: 'covered' | 'waiting'; readonly title: string; readonly words: string }>
> = {
  connected: {
    tone: 'covered',
    title: 'Your Google account is connected.',
    words: 'Absences in your calendar are seen from now on.',
  },
  refused: {
    tone: 'waiting',
    title: 'You did not allow it.',
    words: 'Nothing was changed. Connect whenever you like.',
  },
  expired: {
    tone: 'waiting',
    title: 'That took longer than ten minutes.',
    words: 'Nothing was changed. Connect once more.',
  },
  'other-account': {
    tone: 'waiting',
    title: 'That was another Google account.',
    words: 'Nothing was kept. Connect again and choose the account with your work address.',
  },
  'not-needed': { tone: 'covered', title: 'Nothing to do.', words: 'Your admin connected everybody meanwhile.' },
  failed: {
    tone: 'waiting',
    title: 'Google did not finish it.',
    words: 'Nothing was changed. Try again; if it keeps failing, tell your admin.',
  },
};

export function GoogleOutcome() {
  const [params] = useSearchParams();
  const outcome = OUTCOMES[params.get('google') ?? ''];
  if (!outcome) return null;
  return (
    <Notice tone={outcome.tone}>
      <b>{outcome.title}</b> <span className="mut">{outcome.words}</span>
    </Notice>
  );
}
