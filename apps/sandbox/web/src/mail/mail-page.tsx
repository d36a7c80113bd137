import { buttonClass, EmptyState, SegmentedControl } from '@understudy/ui';
import { Inbox, MailOpen, Pencil, Send } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { AddonDock } from '../addon/addon-dock.js';
import type { AddonPlace } from '../addon/place.js';
import { PageLink, useAs } from '../person/page-link.js';
import { usePerson } from '../person/person.js';
import { Loaded } from '../states/loaded.js';
import { Compose } from './compose.js';
import { EMPTY, forwardOf, received, replyTo } from './draft.js';
import { useReadMarks } from './read-marks.js';
import { ThreadList } from './thread-list.js';
import { ThreadView } from './thread-view.js';
import { useCompose } from './use-compose.js';
import { useInbox, type InboxRow } from './use-inbox.js';

/** The address of a new e-mail, where a thread's would stand. */
const NEW = 'new';
type Box = 'inbox' | 'sent';
const BOXES: readonly { readonly value: Box; readonly words: string }[] = [
  { value: 'inbox', words: 'Inbox' },
  { value: 'sent', words: 'Sent' },
];

/** The mailbox of the person, with the add-on beside it: its home card, the card of the open message, or that of the draft. */
export function MailPage() {
  const { threadId } = useParams();
  const { user } = usePerson();
  const navigate = useNavigate();
  const search = useAs();
  const { query, rows, sent, inside } = useInbox();
  const { isRead, mark } = useReadMarks(user.email);
  const [box, setBox] = useState<Box>('inbox');
  const open = [...rows, ...sent].find(({ thread }) => thread.id === threadId);
  const openMessage = open?.latest.id;
  const compose = useCompose(user.email, threadId ?? '');
  const { draft, setDraft } = compose;
  const isNew = threadId === NEW;
  const writes = draft !== null || isNew;
  const Title = open || isNew ? 'h2' : 'h1';
  useEffect(() => {
    if (openMessage) mark(openMessage);
  }, [mark, openMessage]);

  const form = (title: string) => (
    <Compose
      key={threadId}
      title={title}
      draft={draft ?? EMPTY}
      onChange={setDraft}
      onCaret={compose.onCaret}
      onRecipients={compose.onRecipients}
      onSent={(sentTo) => {
        setDraft(null);
        if (isNew) void navigate({ pathname: `/mail/${sentTo}`, search });
      }}
      onDiscard={() => {
        setDraft(null);
        if (isNew) void navigate({ pathname: '/mail', search });
      }}
    />
  );
  const shown = box === 'inbox' ? rows : sent;
  return (
    <main className={threadId ? 'sb-mail sb-mail-open' : 'sb-mail'}>
      <nav className="threads" aria-label="Threads">
        <div className="threads-head">
          <Title className="sr-only">{box === 'inbox' ? 'Inbox' : 'Sent'}</Title>
          <SegmentedControl label="Box" options={BOXES} value={box} onChange={setBox} />
          <PageLink className={buttonClass({ size: 'panel' })} to={`/mail/${NEW}`}>
            <Pencil className="i" /> Write
          </PageLink>
        </div>
        <Loaded query={query} what="The mailbox" words="Reading the mailbox" rows={6}>
          {() =>
            shown.length > 0 ? <ThreadList rows={shown} openId={threadId} isRead={isRead} /> : <NoMail box={box} />
          }
        </Loaded>
      </nav>
      <div className="sb-mail-middle">
        {isNew ? (
          <div className="mail">
            <h1 className="sr-only">New e-mail</h1>
            {form('New e-mail')}
          </div>
        ) : open ? (
          <ThreadView
            key={open.thread.id}
            row={open}
            onReply={() => setDraft(replyTo(open, user.email, inside))}
            onForward={() => setDraft(forwardOf(open, user.email))}
          >
            {draft ? form(draft.answers ? 'Reply' : 'Forward') : null}
          </ThreadView>
        ) : (
          <NothingOpen asked={threadId} ready={query.isSuccess} />
        )}
      </div>
      {isNew ? null : <AddonDock place={placeOf(open, user.email)} hidden={writes} />}
      {writes ? (
        <AddonDock place={{ kind: 'draft', to: compose.to, cc: compose.cc }} onDraft={compose.onDraft} />
      ) : null}
    </main>
  );
}

/** An answer of one's own changes nothing for the add-on: it stands beside what came in. */
const placeOf = (open: InboxRow | undefined, me: string): AddonPlace =>
  open ? { kind: 'message', messageId: received(open, me).id } : { kind: 'gmail-home' };

const NoMail = ({ box }: { readonly box: Box }) =>
  box === 'inbox' ? (
    <EmptyState icon={<Inbox className="i" />} title="No mail">
      Nobody has written to this person. Ana and Ben have threads with customers.
    </EmptyState>
  ) : (
    <EmptyState icon={<Send className="i" />} title="Nothing sent">
      Answers stand in their threads; new e-mails stand here.
    </EmptyState>
  );

function NothingOpen({ asked, ready }: { readonly asked: string | undefined; readonly ready: boolean }) {
  if (!asked || !ready)
    return (
      <div className="mail-none">
        <EmptyState icon={<MailOpen className="i" />} title="No message is open">
          The add-on shows its home card. Open a message of a customer and it shows who looks after them.
        </EmptyState>
      </div>
    );
  return (
    <div className="mail-none">
      <EmptyState
        icon={<MailOpen className="i" />}
        title="This thread is not in this mailbox"
        actions={
          <PageLink className={buttonClass({ size: 'panel' })} to="/mail">
            Back to the inbox
          </PageLink>
        }
      >
        It belongs to somebody else, or it reached you only while you covered.
      </EmptyState>
    </div>
  );
}
