import { Button, Chip } from '@understudy/ui';
import { ArrowUpRight, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { browser, type Browser } from 'wxt/browser';
import { say } from '../say.js';
import { Section } from './section.js';

/** Keys as the browser really has them: a suggestion of ours that another extension took is shown as missing. */
export function ShortcutsSection() {
  const [commands, setCommands] = useState<readonly Browser.commands.Command[]>([]);
  useEffect(() => {
    const load = (): void => void browser.commands.getAll().then(setCommands);
    load();
    // They are changed on a page of the browser's own, which tells nobody.
    addEventListener('focus', load);
    return () => removeEventListener('focus', load);
  }, []);
  return (
    <Section
      id="shortcuts"
      title={say('options.shortcuts')}
      action={
        <Button size="panel" onClick={() => void changeThem()}>
          <ArrowUpRight className="i i-s" />
          {say('options.changeKeys')}
        </Button>
      }
    >
      <ul className="card">
        {commands.map(({ name, description, shortcut }) => (
          <li key={name} className="card-row">
            <span className="grow">{description || say('options.openPopup')}</span>
            {shortcut ? <Keys shortcut={shortcut} /> : <NotSet />}
          </li>
        ))}
        <li className="card-row">
          <span className="grow">{say('options.addressBar')}</span>
          <Keys shortcut={`us+${say('options.space')}`} />
        </li>
      </ul>
    </Section>
  );
}

/** "Alt+Shift+W" or "⌥⇧W", one cap for each key. */
function Keys({ shortcut }: { readonly shortcut: string }) {
  const keys = shortcut.includes('+') ? shortcut.split('+') : [...shortcut];
  return (
    <span className="flex gap-1">
      {keys.map((key) => (
        <kbd key={key} className="kbd">
          {key}
        </kbd>
      ))}
    </span>
  );
}

function NotSet() {
  return (
    <Chip tone="waiting" icon={<TriangleAlert className="i" />}>
      {say('options.notSet')}
    </Chip>
  );
}

/** Firefox has a call for it, Chrome a page. */
async function changeThem(): Promise<void> {
  const { commands } = browser;
  if ('openShortcutSettings' in commands && typeof commands.openShortcutSettings === 'function')
    await commands.openShortcutSettings();
  else await browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
}
