import { GetRoutingVersion, ListRoutingVersions, ReplaceRoutingRules } from '@understudy/contracts';
import { Button, Dialog, formatCount, formatMoment, Panel, useNow, useToast } from '@understudy/ui';
import { useState } from 'react';
import { useApi, useSend } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { Loaded } from '../../states/loaded.js';
import { NotSaved } from '../../states/not-saved.js';
import { type Book, toBody, toForm } from './rule-form.js';
import { RuleText } from './rule-sentence.js';
import { readingOf } from './rule-words.js';
import { targetsIn, useNames } from './use-names.js';
import { type BookVersion, changeWords } from './version-words.js';

/** Who changed the book when, and why; every version can be read and put back. */
export function VersionsPanel({ book }: { readonly book: Book }) {
  const [open, setOpen] = useState<BookVersion | null>(null);
  const list = useApi(ListRoutingVersions, { limit: 8 });
  const { user } = useMe();
  const now = useNow();
  return (
    <Panel title="Who saved what">
      <Loaded query={list} what="The history of the rules" words="Reading the history" rows={3}>
        {({ items }) => (
          <ul className="rows pt-1 pb-1">
            {items.map((version) => (
              <li key={version.id} className="items-start">
                <span className="grow">
                  <button type="button" className="link text-left" onClick={() => setOpen(version)}>
                    {version.by ? (version.by.user_id === user.id ? 'You' : version.by.name) : 'Understudy'}{' '}
                    {changeWords(version)}
                  </button>
                  {version.accepted_dead_ends > 0 ? (
                    <span className="block text-xs text-ink-2">
                      with {formatCount(version.accepted_dead_ends, 'dead end')}: {version.reason}
                    </span>
                  ) : null}
                </span>
                <time className="num text-xs text-ink-2" dateTime={version.created_at}>
                  {formatMoment(version.created_at, user.time_zone, now)}
                </time>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {open ? <VersionDialog version={open} book={book} onClose={() => setOpen(null)} /> : null}
    </Panel>
  );
}

interface VersionDialogProps {
  readonly version: BookVersion;
  readonly book: Book;
  readonly onClose: () => void;
}

function VersionDialog({ version, book, onClose }: VersionDialogProps) {
  const found = useApi(GetRoutingVersion, { routing_book_id: version.id });
  const put = useSend(ReplaceRoutingRules);
  const tell = useToast();
  const rules = found.data?.rules ?? [];
  const nameOf = useNames(rules.flatMap((rule) => targetsIn(toForm(rule))));
  const isNow = version.version === book.version;
  return (
    <Dialog
      title={`The rules of version ${version.version}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          {isNow ? (
            <span className="text-xs text-ink-2">These count now.</span>
          ) : (
            <Button
              look="filled"
              busy={put.isPending}
              onClick={() =>
                put.mutate(
                  {
                    input: { rules: rules.map((rule) => ({ id: rule.id, ...toBody(toForm(rule)) })) },
                    ifMatch: book.version,
                  },
                  {
                    onSuccess: () => {
                      tell({ text: `The rules of version ${version.version} count again` });
                      onClose();
                    },
                  },
                )
              }
            >
              Put them back
            </Button>
          )}
        </>
      }
    >
      {put.error ? <NotSaved error={put.error} /> : null}
      <Loaded query={found} what="This version" words="Reading the rules" rows={3}>
        {({ rules: listed }) => (
          <ol className="rows rows-top">
            {listed.map((rule, index) => (
              <li key={rule.id}>
                <span className="num text-ink-2">{index + 1}</span>
                <span className="grow">
                  <RuleText pieces={readingOf(toForm(rule), nameOf, index === listed.length - 1)} />
                </span>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Dialog>
  );
}
