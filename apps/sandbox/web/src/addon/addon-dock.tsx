import { Button, LogoMark, Notice } from '@understudy/ui';
import { ArrowLeft, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { CardPreview } from '../card-preview/index.js';
import { useDashboard } from '../frame/person-menu.js';
import { usePerson } from '../person/person.js';
import { Failed, wordsFor } from '../states/loaded.js';
import { AddonMenu } from './addon-menu.js';
import type { AddonPlace } from './place.js';
import { useAddon, type AddonHost } from './use-addon.js';

export interface AddonDockProps {
  readonly place: AddonPlace;
  readonly onDraft?: AddonHost['onDraft'];
  /** Out of sight, with what was typed in it kept. */
  readonly hidden?: boolean;
  /** Stands over the card, such as what is open. */
  readonly children?: ReactNode;
}

/** The add-on docked beside what is open: what Google would draw from the bundle that goes to Google. */
export function AddonDock({ place, onDraft, hidden = false, children }: AddonDockProps) {
  const { user } = usePerson();
  const dashboard = useDashboard();
  const openLink = (url: string) => {
    const show = () => window.open(url, '_blank', 'noopener');
    // Pages of ours know who looks by their own cookie; it becomes the person of this page first.
    if (new URL(url).host === location.host) dashboard.mutate(undefined, { onSettled: show });
    else show();
  };
  const { stack, busy, error, said, act, runMenu, open, back } = useAddon(user.email, place, {
    onOpenLink: openLink,
    ...(onDraft ? { onDraft } : {}),
  });
  const card = stack.at(-1);
  return (
    <aside className="sb-dock" aria-label="Add-on, preview" hidden={hidden}>
      {children}
      <div className="sb-dock-head">
        <span className="chip chip-outlined">Preview</span>
        <span className="text-xs text-ink-2">Same cards as in Google</span>
      </div>
      <div className="gcard" aria-busy={busy}>
        <div className="gcard-host">
          {stack.length > 1 ? (
            <button type="button" aria-label="Back to the card before" onClick={back}>
              <ArrowLeft className="i" />
            </button>
          ) : (
            <LogoMark size={16} />
          )}
          <h2>Understudy</h2>
          <button type="button" aria-label="Draw the card again" disabled={busy} onClick={open}>
            <RotateCw className="i" />
          </button>
          <AddonMenu busy={busy} onRun={runMenu} onOpenLink={openLink} />
        </div>
        {busy ? <div className="gcard-busy" role="progressbar" aria-label="Understudy is working" /> : null}
        {card ? (
          <CardPreview card={card} busy={busy} onAction={act} onOpenLink={openLink} />
        ) : error ? (
          <Failed what="The add-on" error={error} onRetry={open} />
        ) : (
          <CardSkeleton />
        )}
        <div role="status" className={said ? 'gcard-said' : 'sr-only'}>
          {said}
        </div>
      </div>
      {card && error ? (
        <Notice
          tone="gap"
          actions={
            <Button size="row" onClick={open}>
              Draw again
            </Button>
          }
        >
          {wordsFor(error)}
        </Notice>
      ) : null}
    </aside>
  );
}

const CardSkeleton = () => (
  <div className="gcard-wait" role="status">
    <span className="sr-only">Drawing the card</span>
    {['w-2/3', 'w-1/2', 'w-full', 'w-5/6', 'w-3/4'].map((width) => (
      <span key={width} className={`skel ${width}`} aria-hidden="true" />
    ))}
  </div>
);
