import { buttonClass, EmptyState } from '@understudy/ui';
import { Inbox, MailOpen } from 'lucide-react';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { PageLink } from '../person/page-link.js';
import { usePerson } from '../person/person.js';
import { Loaded } from '../states/loaded.js';
import { AddonDock } from './addon-dock.js';
import { useReadMarks } from './read-marks.js';
import { ThreadList } from './thread-list.js';
import { ThreadView } from './thread-view.js';
import { useInbox } from './use-inbox.js';

/** The mailbox of the person, with the add-on beside it: its home card, or the card of the open message. */
export function MailPage() {
  const { threadId } = useParams();
  const { user } = usePerson();
  const { query, rows } = useInbox();
  const { isRead, mark } = useReadMarks(user.email);
  const open = rows.find(({ thread }) => thread.id === threadId);
  const openMessage = open?.latest.id;
  const Title = open ? 'h2' : 'h1';
  useEffect(() => {
    if (openMessage) mark(openMessage);
  }, [mark, openMessage]);
  return (
    <main className={threadId ? 'sb-mail sb-mail-open' : 'sb-mail'}>
      <nav className="threads" aria-label="Threads">
        <Title className="threads-head">Inbox</Title>
        <Loaded query={query} what="The mailbox" words="Reading the mailbox" rows={6}>
          {() => (rows.length > 0 ? <ThreadList rows={rows} openId={threadId} isRead={isRead} /> : <NoMail />)}
        </Loaded>
      </nav>
      <div className="sb-mail-middle">
        {open ? (
          <ThreadView key={open.thread.id} row={open} />
        ) : (
          <NothingOpen asked={threadId} ready={query.isSuccess} />
        )}
      </div>
      <AddonDock messageId={openMessage ?? null} />
    </main>
  );
}

const NoMail = () => (
  <EmptyState icon={<Inbox className="i" />} title="No mail">
    Nobody has written to this person. Ana and Ben have threads with customers.
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
