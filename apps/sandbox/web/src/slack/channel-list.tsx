import { Archive, Hash, House, Lock, MessageSquare, type LucideIcon } from 'lucide-react';
import { Link } from 'react-router';
import type { SlackChannel, SlackInbox } from '../api/slack.js';
import { useAs } from '../person/page-link.js';

const ICONS = { public: Hash, private: Lock, im: MessageSquare, mpim: MessageSquare } as const satisfies Record<
  SlackChannel['kind'],
  LucideIcon
>;

/** The person's own channels first, then direct messages, then what they may join. */
export function ChannelList({ inbox, openId }: { readonly inbox: SlackInbox; readonly openId: string }) {
  const isDirect = ({ kind }: SlackChannel) => kind === 'im' || kind === 'mpim';
  const groups = [
    {
      title: 'Channels',
      channels: inbox.channels.filter((one) => one.is_member && !isDirect(one) && !one.is_archived),
    },
    { title: 'Direct messages', channels: inbox.channels.filter(isDirect) },
    { title: 'Others', channels: inbox.channels.filter((one) => !one.is_member && !one.is_archived) },
    { title: 'Archived', channels: inbox.channels.filter((one) => one.is_archived) },
  ];
  return (
    <>
      <ul>
        <Row id="home" name="Understudy" Icon={House} openId={openId} />
      </ul>
      {groups.map(({ title, channels }) =>
        channels.length === 0 ? null : (
          <section key={title} aria-label={title}>
            <h2 className="slack-group">{title}</h2>
            <ul>
              {channels.map(({ id, name, kind, is_archived }) => (
                <Row key={id} id={id} name={name} Icon={is_archived ? Archive : ICONS[kind]} openId={openId} />
              ))}
            </ul>
          </section>
        ),
      )}
    </>
  );
}

interface RowProps {
  readonly id: string;
  readonly name: string;
  readonly Icon: LucideIcon;
  readonly openId: string;
}

function Row({ id, name, Icon, openId }: RowProps) {
  const search = new URLSearchParams(useAs());
  search.set('c', id);
  return (
    <li>
      <Link
        className="slack-channel"
        to={{ pathname: '/slack', search: `?${search}` }}
        aria-current={id === openId ? 'page' : undefined}
      >
        <Icon className="i" /> <span className="clip">{name}</span>
      </Link>
    </li>
  );
}
