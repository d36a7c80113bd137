import { Button, formatFullDay, formatTime, placeOf, useNow } from '@understudy/ui';
import { Clock, FastForward } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '../session/session.js';
import { ClockDialog } from './clock-dialog.js';

/** The sandbox's clock: what time it is in the product, and the way to jump forward. */
export function ClockBox() {
  const { user } = useMe();
  const now = useNow(5000);
  const [jumping, setJumping] = useState(false);
  return (
    <div className="clockbox">
      <Clock className="i text-ink-3" />
      <span className="lines grow num">
        <span className="font-medium">{formatFullDay(now, user.time_zone)}</span>
        <span className="text-xs text-ink-2">
          {formatTime(now, user.time_zone)} {placeOf(user.time_zone)}
        </span>
      </span>
      <Button look="quiet" size="row" icon aria-label="Move the sandbox clock" onClick={() => setJumping(true)}>
        <FastForward className="i" />
      </Button>
      {jumping ? <ClockDialog onClose={() => setJumping(false)} /> : null}
    </div>
  );
}
