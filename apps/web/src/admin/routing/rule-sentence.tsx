import { Pencil } from 'lucide-react';
import { type Decides, type Piece } from './rule-words.js';

/** Where the part of the editor is that decides a word: its element's id. */
export const decidesId = (decides: Decides): string => `decides-${decides}`;

const goTo = (decides: Decides): void => {
  const place = document.getElementById(decidesId(decides));
  const field = place?.matches('input, select, textarea, button')
    ? place
    : place?.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea, button');
  place?.scrollIntoView({ block: 'center' });
  field?.focus();
};

/** The rule as one would say it; follows every change at once. A word that one decides leads to where it is decided. */
export function RuleSentence({ pieces }: { readonly pieces: readonly Piece[] }) {
  return (
    <section className="panel" aria-label="The rule in words">
      <p className="sentence">
        {pieces.map(({ words, decides }, index) =>
          decides ? (
            <button key={index} type="button" className="pill" onClick={() => goTo(decides)}>
              {words}
              <Pencil className="i" aria-hidden="true" />
              <span className="sr-only">, change it</span>
            </button>
          ) : (
            <span key={index}>{words}</span>
          ),
        )}
      </p>
    </section>
  );
}

/** The same in a list, where nothing is decided: what one decided stands out. */
export function RuleText({ pieces }: { readonly pieces: readonly Piece[] }) {
  return pieces.map(({ words, decides }, index) =>
    decides ? (
      <b key={index} className="font-medium">
        {words}
      </b>
    ) : (
      <span key={index} className="text-ink-2">
        {words}
      </span>
    ),
  );
}
