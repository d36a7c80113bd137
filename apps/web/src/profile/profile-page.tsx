import { useMe } from '../session/session.js';
import { describeMe } from '../shell/role-words.js';
import { Page } from '../shell/page.js';
import { CalendarFeeds } from './calendar-feeds.js';
import { GoogleAccount } from './google-account.js';
import { GoogleOutcome } from './google-outcome.js';
import { MyHours } from './my-hours.js';
import { PreferredBackup } from './preferred-backup.js';
import { Telling } from './telling.js';

/** What people say of themselves: when they work, who stands in first, how they are told, which calendars are connected. */
export function ProfilePage() {
  const me = useMe();
  return (
    <Page title={me.user.name} here="Profile" sub={`${me.user.email} · ${describeMe(me)}`}>
      <div className="cols">
        <div className="stack">
          <GoogleOutcome />
          <MyHours />
          <Telling />
        </div>
        <aside className="stack" aria-label="More about you">
          <PreferredBackup />
          <CalendarFeeds />
          <GoogleAccount />
        </aside>
      </div>
    </Page>
  );
}
