import { Button, Chip, useToast } from '@understudy/ui';
import { Check, CircleAlert, Ellipsis, Lock, TriangleAlert } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { browser } from 'wxt/browser';
import { sendMessage, type Answer, type SiteAccess } from '../protocol.js';
import { say } from '../say.js';
import type { Place } from '../sites/places.js';

interface Props {
  readonly site: SiteAccess;
  readonly isAdmin: boolean;
  readonly reload: () => void;
  readonly repoint: () => void;
}

/** One site: what the browser allows, where the bar sits, and whether it is wanted. */
export function SiteRow(props: Props) {
  const { site } = props;
  const hosts = site.matches.map((match) => match.replace(/^https?:\/\/|\/\*$/g, ''));
  return (
    <tr data-site={site.id}>
      <td>
        <b>{site.name}</b>
        {site.from === 'own' ? <Chip>{say('options.onlyHere')}</Chip> : null}
        <small title={hosts.join(', ')}>
          {hosts.length > 2 ? say('options.hosts', hosts[0] ?? '', String(hosts.length - 1)) : hosts.join(', ')}
        </small>
      </td>
      <td>
        <Permission {...props} />
      </td>
      <td className="text-ink-2">
        <PlaceWords site={site} />
      </td>
      <td className="end">
        <BarSwitch {...props} />
      </td>
      <td className="end">
        <Menu {...props} />
      </td>
    </tr>
  );
}

const HOW = { always: 'options.always', everywhere: 'options.everywhere' } as const;

function Permission({ site }: Props) {
  const ask = (): void => void browser.permissions.request({ origins: [...site.matches] });
  if (site.isOff)
    return (
      <Chip tone="gap" icon={<CircleAlert className="i" />}>
        {say('options.offByAdmin')}
      </Chip>
    );
  if (site.state === 'not-allowed')
    return (
      <Button size="panel" aria-label={`${say('options.allow')}: ${site.name}`} onClick={ask}>
        <Lock className="i i-s" />
        {say('options.allow')}
      </Button>
    );
  if (site.state === 'partly')
    return (
      <div className="grid justify-items-start gap-1">
        <Chip tone="waiting" icon={<TriangleAlert className="i" />} title={site.granted.join(', ')}>
          {say('options.partly')}
        </Chip>
        <Button size="row" aria-label={`${say('options.allowAll')}: ${site.name}`} onClick={ask}>
          {say('options.allowAll')}
        </Button>
      </div>
    );
  return (
    <>
      <Chip tone="covered" icon={<Check className="i" />}>
        {say('options.allowed')}
      </Chip>
      {site.state === 'allowed' ? null : <small className="hint">{say(HOW[site.state])}</small>}
    </>
  );
}

function PlaceWords({ site: { place, isOff, state } }: { readonly site: SiteAccess }): ReactNode {
  if (isOff) return say('options.noPlace');
  if (place.movedTo) return say('options.moved');
  if (place.isCollapsed) return say('options.collapsed');
  if (place.lastIn === 'corner')
    return (
      <Chip tone="waiting" icon={<TriangleAlert className="i" />}>
        {say('options.inCorner')}
      </Chip>
    );
  if (place.lastIn === 'header') return say('options.inHeader');
  return state === 'not-allowed' ? null : say('options.notSeen');
}

/** Off hides the bar of this site on this computer, and keeps what the browser allows. */
function BarSwitch({ site, reload }: Props) {
  const isUsable = !site.isOff && site.state !== 'not-allowed';
  const change = async (isHidden: boolean): Promise<void> => {
    await sendMessage('changePlace', { siteId: site.id, change: { isHidden } });
    reload();
  };
  return (
    <input
      type="checkbox"
      role="switch"
      className="switch"
      aria-label={say('options.barOn', site.name)}
      title={site.isOff ? say('options.offByAdmin') : isUsable ? '' : say('options.allowFirst')}
      checked={isUsable && !site.place.isHidden}
      disabled={!isUsable}
      onChange={({ currentTarget }) => void change(!currentTarget.checked)}
    />
  );
}

const FIRST: Partial<Place> = { isCollapsed: false, movedTo: null };

/** What is done seldom. The browser's own popover: closes on Esc and elsewhere, and needs no script for it. */
function Menu({ site, isAdmin, reload, repoint }: Props) {
  const tell = useToast();
  const menu = useRef<HTMLDivElement>(null);
  const id = `menu-${site.id}`;
  const act = async (work: () => Promise<unknown>, done?: string): Promise<void> => {
    menu.current?.hidePopover();
    const answer = await work();
    const failure = failureOf(answer);
    if (failure) tell({ tone: 'bad', text: failure });
    else if (done) tell({ text: done });
    reload();
  };
  const items: { readonly words: string; readonly run: () => Promise<void> }[] = [];
  const add = (when: boolean, words: string, work: () => Promise<unknown>, done?: string): void => {
    if (when) items.push({ words, run: () => act(work, done) });
  };
  const { movedTo, isCollapsed } = site.place;
  const isAllowed = site.state === 'allowed' || site.state === 'partly';
  add(site.state !== 'not-allowed' && !site.isOff && site.state !== 'always', say('options.repoint'), async () =>
    repoint(),
  );
  add(movedTo !== null || isCollapsed, say('options.placeBack'), () =>
    sendMessage('changePlace', { siteId: site.id, change: FIRST }),
  );
  add(isAllowed, say('options.remove'), () => browser.permissions.remove({ origins: [...site.granted] }));
  add(
    site.from === 'own' && isAdmin,
    say('options.share'),
    () => sendMessage('shareSite', site.id),
    say('options.shared'),
  );
  add(site.from !== 'built-in', say('options.asFile'), () => saveAsFile(site.id));
  add(site.from === 'own', say('options.forget'), () => sendMessage('removeSite', site.id));
  add(isAdmin && !site.isOff, say('options.switchOff'), () =>
    sendMessage('switchSite', { siteId: site.id, isOff: true }),
  );
  add(isAdmin && site.isOff, say('options.switchOn'), () =>
    sendMessage('switchSite', { siteId: site.id, isOff: false }),
  );
  if (!items.length) return null;
  return (
    <>
      <Button size="row" look="quiet" icon popoverTarget={id} aria-label={`${say('options.more')}: ${site.name}`}>
        <Ellipsis className="i" />
      </Button>
      <div ref={menu} id={id} popover="auto" className="site-menu">
        {items.map(({ words, run }) => (
          <button key={words} type="button" onClick={() => void run()}>
            {words}
          </button>
        ))}
      </div>
    </>
  );
}

/** The words of a refusal, of answers that can be one. */
function failureOf(answer: unknown): string {
  const read = answer as Answer<object> | undefined;
  if (typeof read !== 'object' || read === null || !('ok' in read) || read.ok) return '';
  return read.why === 'refused' ? read.message : say(read.why === 'offline' ? 'who.offline' : 'who.signedOut');
}

/** For whoever is no admin: the site as an admin can read it in, by hand or by the API. */
async function saveAsFile(siteId: string): Promise<void> {
  const json = await sendMessage('siteAsJson', siteId);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  link.download = `understudy-site-${siteId}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
