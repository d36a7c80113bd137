import { GetSavedViews, PutSavedViews, type AnswerOf } from '@understudy/contracts';
import { Button, Dialog, Field, Input, Notice, useToast } from '@understudy/ui';
import { Bookmark, Check, ChevronDown, Trash2 } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useQueryClient } from '@tanstack/react-query';
import { codeOf, send, wordsFor } from '../../api/send.js';
import { useApi } from '../../api/use-api.js';
import { placeUnder } from './filter-pill.js';

type View = AnswerOf<typeof GetSavedViews>['items'][number];
const PLACE = 'escalations';
const MOST = 20;

/** Named filters of one's own; they are the address, so board and table share them. */
export function SavedViews() {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [params] = useSearchParams();
  const [naming, setNaming] = useState(false);
  const query = params.toString();
  const { items, change, isReady } = useViews();
  const current = items.find((view) => view.query === query);
  const tell = useToast();
  const close = () => document.getElementById(id)?.hidePopover();
  const remove = async (view: View) => {
    const failed = await change((views) => views.filter(({ name }) => name !== view.name));
    tell(
      failed
        ? { tone: 'bad', text: failed }
        : {
            text: `“${view.name}” is gone`,
            action: { words: 'Undo', onAction: () => void change((views) => [...views, view]) },
          },
    );
  };

  return (
    <>
      <button ref={button} type="button" className="btn clip-btn" popoverTarget={id}>
        <span className="clip">{current ? `View: ${current.name}` : 'Views'}</span>
        <ChevronDown className="i" />
      </button>
      <div
        id={id}
        popover="auto"
        className="menu fil-menu"
        onBeforeToggle={(event) => {
          if (event.newState === 'open') placeUnder(event.currentTarget, button.current);
        }}
      >
        <ul aria-label="Views I keep" className="fil-list">
          {items.map((view) => (
            <li key={view.name} className="fil-view">
              <Link
                className="menu-item"
                to={{ search: view.query }}
                aria-current={view === current ? 'true' : undefined}
                onClick={close}
              >
                {view === current ? <Check className="i" /> : <Bookmark className="i" />}
                <span className="clip">{view.name}</span>
              </Link>
              <Button look="quiet" size="row" icon aria-label={`Remove ${view.name}`} onClick={() => void remove(view)}>
                <Trash2 className="i" />
              </Button>
            </li>
          ))}
        </ul>
        {items.length === 0 && isReady ? (
          <p className="px-2 py-1 text-ink-2">None yet. Filter the list, then save how it looks.</p>
        ) : null}
        <Link className="menu-item" to={{ search: '' }} onClick={close}>
          Everything, what presses first
        </Link>
      </div>
      <Button onClick={() => setNaming(true)} disabled={!isReady}>
        <Bookmark className="i" />
        Save view
      </Button>
      {naming ? (
        <NameDialog query={query} views={items} change={change} current={current} onClose={() => setNaming(false)} />
      ) : null}
    </>
  );
}

type Change = (change: (views: readonly View[]) => readonly View[]) => Promise<string | null>;

/** Every change is made on what is kept now: another window's views stay. Answers what went wrong, in words. */
function useViews(): { readonly items: readonly View[]; readonly isReady: boolean; readonly change: Change } {
  const views = useApi(GetSavedViews, { place: PLACE });
  const queries = useQueryClient();
  const change: Change = async (edit) => {
    for (let tries = 0; ; tries++) {
      try {
        const kept = await send(GetSavedViews, { place: PLACE });
        const items = edit(kept.items).map(({ name, query }) => ({ name, query }));
        await send(PutSavedViews, { place: PLACE, items }, { ifMatch: kept.version });
        await queries.invalidateQueries({ queryKey: [GetSavedViews.method, GetSavedViews.path] });
        return null;
      } catch (error) {
        if (codeOf(error) !== 'version.stale' || tries > 2) return wordsFor(error);
      }
    }
  };
  return { items: views.data?.items ?? [], isReady: views.data !== undefined, change };
}

interface NameDialogProps {
  readonly query: string;
  readonly views: readonly View[];
  readonly current: View | undefined;
  readonly change: Change;
  readonly onClose: () => void;
}

function NameDialog({ query, views, current, change, onClose }: NameDialogProps) {
  const [name, setName] = useState(current?.name ?? '');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const tell = useToast();
  const wanted = name.trim();
  const known = views.some((view) => view.name === wanted);
  const error =
    tried && !wanted
      ? 'Give it a name'
      : !known && views.length >= MOST
        ? `${MOST} views are kept at most; remove one first`
        : undefined;
  const save = async () => {
    setTried(true);
    if (busy || !wanted || error) return;
    setBusy(true);
    const view = { name: wanted, query };
    const wrong = await change((kept) =>
      kept.some((one) => one.name === wanted) ? kept.map((one) => (one.name === wanted ? view : one)) : [...kept, view],
    );
    setBusy(false);
    setFailed(wrong);
    if (wrong) return;
    tell({ text: `Kept as “${wanted}”` });
    onClose();
  };
  return (
    <Dialog
      title="Save this view"
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <Button look="filled" type="submit" busy={busy}>
          {known ? 'Replace it' : 'Save view'}
        </Button>
      }
    >
      {failed ? (
        <Notice tone="gap">
          <b>Not saved.</b> <span className="mut">{failed}</span>
        </Notice>
      ) : null}
      <Field
        label="Name"
        hint={
          known
            ? 'You have a view of this name; it becomes this one.'
            : 'Filters, order and columns are kept, for you alone.'
        }
        {...(error ? { error } : {})}
      >
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={60}
            autoComplete="off"
            placeholder="My team, open"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}
