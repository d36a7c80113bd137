import { Button, useToast } from '@understudy/ui';
import { ArrowUpRight, Copy } from 'lucide-react';
import { browser } from 'wxt/browser';
import { say } from '../say.js';
import { Section } from './section.js';

/** By which the server knows this extension (EXTENSION_IDS): the first part of the sign-in's address, in Chrome the extension's own id. */
const idOf = (signIn: string): string => new URL(signIn).hostname.split('.')[0] ?? '';

/** What somebody who helps will ask for, and what the extension does with a page. */
export function HelpSection() {
  const tell = useToast();
  const { version } = browser.runtime.getManifest();
  const id = idOf(browser.identity.getRedirectURL());
  const copy = async (): Promise<void> => {
    const lines = [`Understudy ${version}`, id, __API_URL__, navigator.userAgent, browser.i18n.getUILanguage()];
    await navigator.clipboard.writeText(lines.join('\n'));
    tell({ text: say('options.copied') });
  };
  return (
    <Section
      id="help"
      title={say('options.help')}
      action={
        <Button size="panel" onClick={() => void browser.tabs.create({ url: __API_URL__ })}>
          <ArrowUpRight className="i i-s" />
          {say('who.open')}
        </Button>
      }
    >
      <dl className="card">
        <div className="card-row">
          <dt className="grow">{say('options.version')}</dt>
          <dd className="num flex items-center gap-2">
            {version}
            <Button size="row" onClick={() => void copy()}>
              <Copy className="i i-s" />
              {say('options.copy')}
            </Button>
          </dd>
        </div>
        <div className="card-row">
          <dt className="grow">{say('options.backend')}</dt>
          <dd title={say('options.backendHint')}>{__API_URL__}</dd>
        </div>
        <div className="card-row">
          <dt className="grow">{say('options.id')}</dt>
          <dd className="num">{id}</dd>
        </div>
      </dl>
      <p className="hint">{say('options.privacy')}</p>
    </Section>
  );
}
