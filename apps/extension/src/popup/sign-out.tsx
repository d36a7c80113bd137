import { Button } from '@understudy/ui';
import { say } from '../say.js';

export interface SignOutProps {
  readonly count: number;
  readonly leave: () => void;
  readonly stay: () => void;
}

/** Something is not sent yet: what becomes of it is said before. */
export function SignOut({ leave, stay }: SignOutProps) {
  return (
    <footer
      className="grid gap-2 border-t border-line bg-panel px-3 py-2.5"
      role="alertdialog"
      aria-label={say('popup.signOut')}
    >
      <p className="m-0 text-xs">{say('kept.signOut')}</p>
      <div className="flex gap-2">
        <Button size="panel" autoFocus onClick={stay}>
          {say('kept.stay')}
        </Button>
        <Button size="panel" onClick={leave}>
          {say('kept.signOutNow')}
        </Button>
      </div>
    </footer>
  );
}
