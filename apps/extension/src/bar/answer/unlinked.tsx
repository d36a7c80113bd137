/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { sendMessage, type Answer } from '../../protocol.js';
import { say } from '../../say.js';
import type { WhoView } from '../../view/who-view.js';
import type { CustomerHit } from '../../worker/answers.js';
import type { AnswerProps } from '../door.js';
import { CreateCustomer } from './create-customer.js';
import { Icon } from './icons.js';
import { Pop, Trouble, wordsOf } from './pop.js';

/** Long enough that a word is typed without a question for each letter. */
const TYPING_MS = 250;
const MOST_SHOWN = 4;

type Props = AnswerProps & { readonly view: WhoView };

/** A record of nobody we know: which customer is it? Those of a like name first, any other by typing, or a new one. */
export function Unlinked(props: Props) {
  const { view, model } = props;
  const [isNew, setNew] = useState(false);
  if (isNew) return <CreateCustomer {...props} back={() => setNew(false)} />;
  return (
    <Pop props={props} title={view.title}>
      <div class="block">
        <p class="soft">{view.canLink || props.isCustomer ? view.detail : say('who.unlinkedOther')}</p>
        <Search {...props} />
        <Trouble failure={model.failure} />
      </div>
      <div class="foot">
        {view.canLink ? (
          <button class="button" type="button" onClick={() => setNew(true)}>
            <Icon name="plus" />
            {say('who.create')}
          </button>
        ) : (
          <button class="button primary" type="button" onClick={(event) => void model.openPanel(event, 'escalate')}>
            {say('bar.escalate')}
          </button>
        )}
        <button class="quiet" type="button" onClick={(event) => void model.show(event, 'ignored')}>
          {say('who.notCustomer')}
        </button>
      </div>
    </Pop>
  );
}

type Found = Answer<{ customers: readonly CustomerHit[] }> | null;

function Search({ model, record, name, view }: Props) {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Found>(null);
  useEffect(() => {
    let isOver = false;
    const ask = async (): Promise<void> => {
      const answer = await (typed.trim().length > 1 ? findByWord(typed.trim()) : findLike(name()));
      if (!isOver) setFound(answer);
    };
    const timer = setTimeout(() => void ask(), typed ? TYPING_MS : 0);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [typed]);

  const hits = found?.ok ? found.customers.slice(0, MOST_SHOWN) : [];
  return (
    <>
      <label class="search">
        <Icon name="search" />
        <input
          type="search"
          value={typed}
          placeholder={say('popup.search')}
          aria-label={say('popup.search')}
          onInput={(event) => event.isTrusted && setTyped(event.currentTarget.value)}
        />
      </label>
      <ul class="hits" aria-label={say('who.oneOf')}>
        {hits.map((hit) => (
          <li key={hit.id}>
            <span class={`face small ${hit.tone}`} aria-hidden="true">
              {hit.initials || <Icon name="nobody" />}
            </span>
            <span class="hit">
              <b>{hit.name}</b>
              <span class="soft">{hit.who}</span>
            </span>
            {view.canLink ? (
              <button
                class="button"
                type="button"
                aria-label={say('who.linkTo', hit.name)}
                disabled={model.isBusy}
                onClick={(event) =>
                  void model.settle(event, () => sendMessage('linkRecord', { record, customerId: hit.id }))
                }
              >
                {say('bar.link')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      <p class="soft" role="status">
        {found && !found.ok ? wordsOf(found) : typed && found && !hits.length ? say('popup.none') : ''}
      </p>
    </>
  );
}

const findByWord = (query: string) => sendMessage('findCustomers', query);

/** By the name on the page; where that finds nothing, by its first word, because CRMs add "GmbH", "Ltd." and places. */
async function findLike(name: string): Promise<Found> {
  if (name.length < 2) return null;
  const answer = await findByWord(name.slice(0, 200));
  const [first = ''] = name.split(/[\s,]+/);
  if (!answer.ok || answer.customers.length || first.length < 4 || first === name) return answer;
  return findByWord(first.slice(0, 200));
}
