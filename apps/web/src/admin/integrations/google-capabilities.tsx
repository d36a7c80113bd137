import { Chip, Panel, sentence, StateChip } from '@understudy/ui';
import type { GoogleConnection } from './google-connect.js';

/** What Understudy can do at Google as it is connected now, each with what for, and why not. */
export function GoogleCapabilities({ connection: { capabilities } }: { readonly connection: GoogleConnection }) {
  const working = capabilities.filter(({ works }) => works).length;
  return (
    <Panel title="What works" count={`${working} of ${capabilities.length}`}>
      <ul className="rows rows-top">
        {capabilities.map(({ need, what, purpose, works, because, optional, scopes }) => (
          <li key={need}>
            <span className="grow">
              <span className="font-medium">{sentence(what)}</span>
              <span className="block text-ink-2">{works ? purpose : (because ?? purpose)}</span>
              {works ? null : (
                <span className="block text-xs text-ink-2 wrap-anywhere">
                  {scopes
                    .filter(({ state }) => state !== 'works')
                    .map(({ scope }) => scope)
                    .join(', ')}
                </span>
              )}
            </span>
            {works ? (
              <StateChip state="covered">Works</StateChip>
            ) : optional ? (
              <Chip tone="outlined">Not needed</Chip>
            ) : (
              <StateChip state="waiting">Not yet</StateChip>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
