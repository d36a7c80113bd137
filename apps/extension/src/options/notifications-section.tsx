import { Chip } from '@understudy/ui';
import { Check, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { browser } from 'wxt/browser';
import { say } from '../say.js';
import { keepWantsNotifications, wantsNotifications } from '../notify-store.js';
import { Section } from './section.js';

/** Null where the browser does not tell (Firefox asks the system, and nobody else may). */
async function mayNotify(): Promise<boolean | null> {
  if (!('getPermissionLevel' in browser.notifications)) return null;
  return (await browser.notifications.getPermissionLevel()) === 'granted';
}

/** What needs the person, announced by the browser: whether it may, and whether they want it. */
export function NotificationsSection() {
  const [isAllowed, setIsAllowed] = useState<boolean | null>(null);
  const [isWanted, setIsWanted] = useState(true);
  useEffect(() => {
    void wantsNotifications().then(setIsWanted);
    void mayNotify().then(setIsAllowed);
  }, []);
  return (
    <Section id="notifications" title={say('options.notifications')}>
      <div className="card">
        <label className="card-row">
          <span className="grow">
            <b>{say('options.notify')}</b>
            <span className="hint">{say('options.notifyText')}</span>
          </span>
          {isAllowed === null ? null : isAllowed ? (
            <Chip tone="covered" icon={<Check className="i" />}>
              {say('options.allowed')}
            </Chip>
          ) : (
            <Chip tone="waiting" icon={<TriangleAlert className="i" />}>
              {say('options.blocked')}
            </Chip>
          )}
          <input
            type="checkbox"
            role="switch"
            className="switch"
            checked={isWanted}
            onChange={({ currentTarget }) => {
              setIsWanted(currentTarget.checked);
              void keepWantsNotifications(currentTarget.checked);
            }}
          />
        </label>
      </div>
    </Section>
  );
}
