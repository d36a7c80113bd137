import { formatDay, formatTime, dayOf, useNow } from '@understudy/ui';
import { ChevronDown, Clock, FastForward } from 'lucide-react';
import { useState } from 'react';
import { usePerson } from '../person/person.js';
import { JumpForm } from './jump-form.js';
import { Menu } from './menu.js';

/** What time it is in the product, in the person's zone, and the way to jump forward. */
export function ClockMenu() {
  const { user } = usePerson();
  const now = useNow(5000);
  const [open, setOpen] = useState(false);
  const time = `${formatDay(dayOf(now, user.time_zone))}, ${formatTime(now, user.time_zone)}`;
  return (
    <span className="sb-clock" role="group" aria-label="Sandbox clock">
      <span className="sb-clock-now num" title={`The time in ${user.time_zone}`}>
        <Clock className="i i-s" />
        {time}
      </span>
      <Menu
        label="Jump to"
        className="sb-clock-jump"
        menuClassName="sb-jump"
        onToggle={setOpen}
        button={
          <>
            <FastForward className="i i-s" />
            Jump
            <ChevronDown className="i i-s" />
          </>
        }
      >
        {(close) => (open ? <JumpForm close={close} /> : null)}
      </Menu>
    </span>
  );
}
