import { Button, formatFullDay, formatTime, placeOf, useNow } from '@understudy/ui';
import { Clock, FastForward } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '../session/session.js';
import { useFetchAhead } from '../states/fetch-ahead.js';
import { LateDialog } from '../states/late-dialog.js';
import { lazyDialog } from '../states/lazy-page.js';

const load = async () => (await import('./clock-dialog.js')).ClockDialog;
const ClockDialog = lazyDialog(load);

/** The sandbox's clock: what time it is in the product, and the way to jump forward. */
export function ClockBox() {
  const { user } = useMe();
  const now = useNow(5000);
  useFetchAhead(load);
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
      {jumping ? (
        <LateDialog title="Jump forward" onClose={() => setJumping(false)}>
          <ClockDialog onClose={() => setJumping(false)} />
        </LateDialog>
      ) : null}
    </div>
  );
}
