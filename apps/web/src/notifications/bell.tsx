import { ListNotifications } from '@understudy/contracts';
import { buttonClass } from '@understudy/ui';
import { Bell as BellIcon } from 'lucide-react';
import { Link } from 'react-router';
import { useApi } from '../api/use-api.js';

/** The way to what one was told, with how many are unread. */
export function Bell() {
  const { data } = useApi(ListNotifications, { limit: 1, unread: 'true' });
  const unread = data?.unread_count ?? 0;
  const words = unread > 0 ? `Notifications, ${unread} unread` : 'Notifications';
  return (
    <Link
      className={buttonClass({ look: 'quiet', size: 'panel', icon: true, className: 'bell' })}
      to="/notifications"
      aria-label={words}
      title={words}
    >
      <BellIcon className="i" />
      {unread > 0 ? <span className="bell-dot" aria-hidden="true" /> : null}
    </Link>
  );
}
