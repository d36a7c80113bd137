import { Button, Dialog, Field, Input } from '@understudy/ui';
import { useState } from 'react';
import { browser } from 'wxt/browser';
import { sendMessage, type SiteAccess } from '../protocol.js';
import { say } from '../say.js';
import { coversOrigin, originOf, siteAt } from '../sites/origins.js';

interface Props {
  /** The page to begin with, when it is known already. */
  readonly address: string;
  /** The site that gets a new place; null for a new one. */
  readonly site: SiteAccess | null;
  readonly sites: readonly SiteAccess[];
  readonly close: () => void;
}

/** "partners.example/account/1" is what people copy, with or without its beginning. */
const complete = (typed: string): string => (/^[a-z]+:/i.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`);

/** Which page to point at. The browser is asked for that page's site and nothing else; then the page opens with our panel on it. */
export function AddSite({ address, site, sites, close }: Props) {
  const [typed, setTyped] = useState(address);
  const [problem, setProblem] = useState('');
  const known = siteAt(sites, complete(typed));

  /** `request` comes first, in the turn of the press: the browser asks only for a person. */
  const begin = (): void => {
    const page = complete(typed);
    const origin = originOf(page);
    if (!typed.trim() || !origin) return setProblem(say('options.notAnAddress'));
    if (site && !site.matches.some((match) => coversOrigin(match, origin)))
      return setProblem(say('options.otherSite', site.name));
    const asked = browser.permissions.request({ origins: [origin] });
    void asked.then(async (isAllowed) => {
      if (!isAllowed) return setProblem(say('options.declined'));
      await sendMessage('startPicker', { address: page, siteId: site?.id ?? known?.id ?? null });
      close();
    });
  };
  const allow = (given: SiteAccess): void => {
    void browser.permissions.request({ origins: [...given.matches] }).then((isAllowed) => {
      if (isAllowed) close();
      else setProblem(say('options.declined'));
    });
  };
  return (
    <Dialog
      title={site ? say('options.repointTitle', site.name) : say('options.addSite')}
      onClose={close}
      onSubmit={begin}
      footer={
        <>
          <Button onClick={close}>{say('options.cancel')}</Button>
          <Button type="submit" look="filled">
            {say('options.goThere')}
          </Button>
        </>
      }
    >
      <Field label={say('options.address')} hint={say('options.addressHint')} {...(problem ? { error: problem } : {})}>
        {(control) => (
          <Input
            {...control}
            type="text"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://crm.example/accounts/000-1177"
            value={typed}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              setProblem('');
            }}
          />
        )}
      </Field>
      {!site && known?.state === 'not-allowed' ? (
        <p className="note">
          <span className="note-text">{say('options.knownAlready', known.name)}</span>
          <Button size="panel" onClick={() => allow(known)}>
            {say('options.allow')}
          </Button>
        </p>
      ) : null}
    </Dialog>
  );
}
