import { GetGoogleChanges, PutGoogleChanges, type AnswerOf } from '@understudy/contracts';
import { Panel, Switch, useToast } from '@understudy/ui';
import { wordsFor } from '../../api/send.js';
import { useApi, useSend } from '../../api/use-api.js';
import { Loaded } from '../../states/loaded.js';

type Wishes = AnswerOf<typeof GetGoogleChanges>;

const WISHES: readonly { readonly name: keyof Wishes; readonly words: string; readonly means: string }[] = [
  { name: 'reply', words: 'Vacation replies', means: 'The mailbox of whoever is away answers with who stands in.' },
  { name: 'forward', words: 'Forwarding', means: 'Mail of covered customers’ domains also goes to the backup.' },
  { name: 'meetings', words: 'Meetings', means: 'The backup is invited to customer meetings of that time.' },
  {
    name: 'notices',
    words: 'Notices from people’s own mailboxes',
    means: 'What customers are told comes from who says it.',
  },
  { name: 'documents', words: 'Documents', means: 'Briefs and return summaries are written as Google Docs, too.' },
  {
    name: 'delegate',
    words: 'Mailbox access for the backup',
    means: 'All of it, also what has nothing to do with customers. Off until you want that.',
  },
];

/** What is changed in Google while somebody is away. Each switch counts at once; running coverages follow. */
export function GoogleChanges() {
  const wishes = useApi(GetGoogleChanges, {});
  const put = useSend(PutGoogleChanges);
  const tell = useToast();
  const set = (all: Wishes, name: keyof Wishes, words: string, on: boolean) =>
    put.mutate(
      { input: { ...all, [name]: on } },
      {
        onSuccess: () => tell({ text: `${words}: ${on ? 'on' : 'off'}. Running coverages follow.` }),
        onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }),
      },
    );
  return (
    <Panel title="While somebody is away">
      <Loaded query={wishes} what="These settings" words="Reading the settings" rows={3}>
        {(all) => (
          <ul className="rows rows-top">
            {WISHES.map(({ name, words, means }) => (
              <li key={name}>
                <span className="grow">
                  <span className="font-medium">{words}</span>
                  <span className="block text-ink-2">{means}</span>
                </span>
                <Switch aria-label={words} on={all[name]} onChange={(on) => set(all, name, words, on)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}
