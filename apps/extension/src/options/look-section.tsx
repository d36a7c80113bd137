import { useEffect, useState } from 'react';
import { browser } from 'wxt/browser';
import { say } from '../say.js';
import { Section } from './section.js';

const DARK = matchMedia('(prefers-color-scheme: dark)');

/** Look and language as they are read: both follow what is there, so there is nothing to set. */
export function LookSection() {
  const [isDark, setIsDark] = useState(DARK.matches);
  useEffect(() => {
    const follow = (): void => setIsDark(DARK.matches);
    DARK.addEventListener('change', follow);
    return () => DARK.removeEventListener('change', follow);
  }, []);
  const language = browser.i18n.getUILanguage();
  const ours = say('languageTag');
  const nameOf = (tag: string): string => new Intl.DisplayNames([ours], { type: 'language' }).of(tag) ?? tag;
  const isOurs = language.toLowerCase().split('-')[0] === ours.toLowerCase().split('-')[0];
  return (
    <Section id="look" title={say('options.look')}>
      <dl className="card">
        <div className="card-row">
          <dt className="grow">{say('options.lookPages')}</dt>
          <dd>{say(isDark ? 'options.dark' : 'options.light')}</dd>
        </div>
        <div className="card-row">
          <dt className="grow">{say('options.lookBar')}</dt>
          <dd>{say('options.fromPage')}</dd>
        </div>
        <div className="card-row">
          <dt className="grow">{say('options.language')}</dt>
          <dd>{isOurs ? nameOf(ours) : say('options.languageOther', nameOf(language), nameOf(ours))}</dd>
        </div>
      </dl>
    </Section>
  );
}
