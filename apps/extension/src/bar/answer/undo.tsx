/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks';
import { say } from '../../say.js';
import { MOST_IGNORED } from '../../sites/limits.js';
import type { AnswerProps } from '../door.js';

/** As long as a toast stands elsewhere (mocks/README). */
const UNDO_MS = 8000;

type Props = AnswerProps & { readonly what: 'hidden' | 'ignored' };

/**
 * Said where the bar is, before it goes: what was done, and how to take it back, now here and later in the options. Kept at once; the
 * bar leaves when the time is up, or somebody clicks elsewhere.
 */
export function Undo({ what, ignored, ignoredSoFar, changePlace, opens, close }: Props) {
  const isUndone = useRef(false);
  useEffect(() => {
    const change =
      what === 'hidden' ? { isHidden: true } : { ignored: [...ignoredSoFar, ignored].slice(-MOST_IGNORED) };
    void changePlace(change, true);
    const timer = setTimeout(close, UNDO_MS);
    return () => {
      clearTimeout(timer);
      if (!isUndone.current) void changePlace(change);
    };
  }, []);
  const undo = (): void => {
    isUndone.current = true;
    void changePlace(what === 'hidden' ? { isHidden: false } : { ignored: [...ignoredSoFar] }, true);
    close();
  };
  return (
    <div class={`pop note${opens.left ? ' left' : ''}${opens.up ? ' up' : ''}`} role="status">
      <span>{say(what === 'hidden' ? 'bar.hidden' : 'bar.ignored')}</span>
      <button class="button" type="button" onClick={(event) => event.isTrusted && undo()}>
        {say('bar.undo')}
      </button>
    </div>
  );
}
