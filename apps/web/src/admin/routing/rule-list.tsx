import { MoveRoutingRule, RemoveRoutingRule } from '@understudy/contracts';
import { Button, Dialog, formatCount, movedTo, OrderedList, Panel, useToast } from '@understudy/ui';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { wordsFor } from '../../api/send.js';
import { useSend } from '../../api/use-api.js';
import { NotSaved } from '../../states/not-saved.js';
import { AddedDeadEnds } from './added-dead-ends.js';
import { type Book, type Rule, toForm } from './rule-form.js';
import { RuleText } from './rule-sentence.js';
import { readingOf } from './rule-words.js';
import { refusedFor } from './save-state.js';
import { targetsIn, useNames } from './use-names.js';

type Wish = { readonly rule: Rule; readonly to: number | null };

/** The rules in their order. A move counts at once; one that would leave somebody without an owner asks first. */
export function RuleList({ book }: { readonly book: Book }) {
  const [wish, setWish] = useState<Wish | null>(null);
  const [shown, setShown] = useState<{ readonly version: number; readonly items: readonly Rule[] } | null>(null);
  const nameOf = useNames(book.items.flatMap((rule) => targetsIn(toForm(rule))));
  const move = useSend(MoveRoutingRule);
  const tell = useToast();
  const items = shown?.version === book.version ? shown.items : book.items;
  const titleOf = (rule: Rule): string =>
    rule.name ?? (rule.id === book.items.at(-1)?.id ? 'Everything else' : `Rule ${book.items.indexOf(rule) + 1}`);

  const put = (from: number, to: number) => {
    const rule = items[from];
    if (!rule || move.isPending) return;
    setShown({ version: book.version, items: movedTo(items, from, to) });
    move.mutate(
      { input: { routing_rule_id: rule.id, position: to + 1 } },
      {
        onSuccess: () =>
          tell({
            text: `${titleOf(rule)} stands in place ${to + 1}`,
            action: {
              words: 'Undo',
              onAction: () => move.mutate({ input: { routing_rule_id: rule.id, position: from + 1 } }),
            },
          }),
        onError: (error) => {
          setShown(null);
          if (refusedFor(error).length > 0) setWish({ rule, to: to + 1 });
          else tell({ tone: 'bad', text: wordsFor(error) });
        },
      },
    );
  };

  return (
    <Panel title="In this order" count={`${formatCount(book.items.length, 'rule')}, version ${book.version}`}>
      <div className="panel-list">
        <OrderedList
          label="Routing rules, tried from the top"
          items={items}
          itemKey={({ id }) => id}
          itemName={titleOf}
          fixedAtEnd={1}
          onMove={put}
        >
          {(rule, index) => (
            <div className="rule-row">
              <span className="num text-ink-2">{index + 1}</span>
              <span className="grow">
                <Link className="font-medium hover:underline" to={`/routing/${rule.id}`}>
                  {titleOf(rule)}
                </Link>
                <span className="block">
                  <RuleText pieces={readingOf(toForm(rule), nameOf, index === items.length - 1)} />
                </span>
              </span>
              {index === items.length - 1 ? null : (
                <Button
                  look="quiet"
                  size="row"
                  icon
                  aria-label={`Remove ${titleOf(rule)}`}
                  onClick={() => setWish({ rule, to: null })}
                >
                  <Trash2 className="i" />
                </Button>
              )}
            </div>
          )}
        </OrderedList>
      </div>
      {wish ? (
        <ChangeDialog wish={wish} title={titleOf(wish.rule)} version={book.version} onClose={() => setWish(null)} />
      ) : null}
    </Panel>
  );
}

interface ChangeDialogProps {
  readonly wish: Wish;
  readonly title: string;
  readonly version: number;
  readonly onClose: () => void;
}

/** Before a rule goes, or goes where somebody would be left without an owner by it. */
function ChangeDialog({ wish: { rule, to }, title, version, onClose }: ChangeDialogProps) {
  const [accepts, setAccepts] = useState(false);
  const [reason, setReason] = useState('');
  const remove = useSend(RemoveRoutingRule);
  const move = useSend(MoveRoutingRule);
  const tell = useToast();
  const asked = to === null ? remove : move;
  const found = refusedFor(asked.error);
  const isReady = found.length === 0 || (accepts && reason.trim() !== '');
  const go = () => {
    const done = (words: string) => ({
      onSuccess: () => {
        tell({ text: words });
        onClose();
      },
    });
    const id = { routing_rule_id: rule.id };
    const why = reason.trim();
    if (to === null)
      remove.mutate(
        { input: { ...id, ...(accepts ? { accept_dead_ends: 'true', reason: why } : {}) }, ifMatch: version },
        done(`${title} is removed. It stays in earlier versions.`),
      );
    else
      move.mutate(
        { input: { ...id, position: to, ...(accepts ? { accept_dead_ends: true, reason: why } : {}) } },
        done(`${title} stands in place ${to}`),
      );
  };
  return (
    <Dialog
      title={to === null ? `Remove “${title}”?` : `Move “${title}” to place ${to}?`}
      onClose={onClose}
      onSubmit={() => isReady && !asked.isPending && go()}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button look={to === null ? 'red' : 'filled'} type="submit" busy={asked.isPending} disabled={!isReady}>
            {to === null ? 'Remove rule' : 'Move rule'}
          </Button>
        </>
      }
    >
      {asked.error && found.length === 0 ? <NotSaved error={asked.error} /> : null}
      <p>
        {to === null
          ? 'New escalations go by the rules that are left. Those that are open keep their owners.'
          : 'In this place the rule would leave somebody without an owner; the check says whom.'}
      </p>
      {found.length > 0 ? (
        <AddedDeadEnds found={found} accepts={accepts} reason={reason} onAccept={setAccepts} onReason={setReason} />
      ) : null}
    </Dialog>
  );
}
