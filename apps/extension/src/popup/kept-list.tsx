import { Button, Notice } from '@understudy/ui';
import { WifiOff } from 'lucide-react';
import { browser } from 'wxt/browser';
import type { KeptLine } from '../desk.js';
import { saveDraft } from '../panel/draft.js';
import { sendMessage } from '../protocol.js';
import { say } from '../say.js';
import { panelPath, saveSubject } from '../subject-store.js';

/** Waiting ones in one line; each that needs a person with why, and what can be done. */
export function KeptList({ kept }: { readonly kept: readonly KeptLine[] }) {
  const waiting = kept.filter(({ state }) => state === 'waiting' || state === 'files').length;
  const button = (
    <Button size="panel" onClick={() => void sendMessage('sendKept', null)}>
      {say('kept.sendNow')}
    </Button>
  );
  if (!kept.length) return null;
  return (
    <div className="grid gap-2 px-3 pb-2">
      {waiting ? (
        <Notice tone="waiting" icon={<WifiOff className="i" />} actions={button}>
          {waiting === 1 ? say('kept.one') : say('kept.many', String(waiting))}
        </Notice>
      ) : null}
      {kept
        .filter(({ state }) => state === 'refused' || state === 'uncertain')
        .map((line) => (
          <NeedsPerson key={line.key} line={line} />
        ))}
    </div>
  );
}

function NeedsPerson({ line: { key, title, customer, severity, state, why } }: { readonly line: KeptLine }) {
  return (
    <Notice tone="gap">
      <b>
        {say('kept.refused')}: {severity} {title}
      </b>
      , {customer}. {state === 'uncertain' ? say('kept.uncertain') : why}
      <span className="mt-1.5 flex flex-wrap gap-1.5">
        {state === 'uncertain' ? (
          <Button size="row" onClick={() => void sendMessage('sendKept', key)}>
            {say('kept.again')}
          </Button>
        ) : (
          <Button size="row" onClick={() => void takeBack(key)}>
            {say('kept.edit')}
          </Button>
        )}
        <Button size="row" onClick={() => void sendMessage('dropKept', key)}>
          {say('kept.discard')}
        </Button>
      </span>
    </Notice>
  );
}

/** Back into the form it came from, which opens with it. */
async function takeBack(key: string): Promise<void> {
  const kept = await sendMessage('dropKept', key);
  if (!kept) return;
  const { escalation, subject, files } = kept;
  await saveDraft(subject, {
    severity: escalation.severity,
    category: escalation.category,
    title: escalation.title,
    description: escalation.description,
    expected: escalation.expected_resolution ?? '',
    files: files.map(({ id, name, bytes }) => ({ id, name, bytes })),
    sent: null,
  });
  const [tab] = await browserTabs();
  if (tab?.id === undefined) return;
  await saveSubject(tab.id, { ...subject, tab: 'escalate' });
  await openWindow(tab.id);
}

const browserTabs = () => browser.tabs.query({ active: true, currentWindow: true });

/** A window of its own: the click is too long ago for the browser to open the panel. */
const openWindow = (tabId: number) =>
  browser.windows.create({ url: browser.runtime.getURL(panelPath(tabId)), type: 'popup', width: 400, height: 760 });
