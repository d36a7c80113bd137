import type { Card, CardSection } from '@understudy/contracts';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useId, useReducer, useRef } from 'react';
import { startOf, type FieldInput, type FormInput } from './form.js';
import { CardText } from './text.js';
import { Button, Widget, type WidgetContext } from './widgets.js';
import './card-preview.css';

export interface CardPreviewProps {
  readonly card: Card;
  /** A button with an action: its parameters and everything that stands in the card's fields. */
  readonly onAction: (parameters: Readonly<Record<string, string>>, form: FormInput) => void;
  /** A button that opens a page. */
  readonly onOpenLink: (url: string) => void;
  /** Set while an action runs. */
  readonly busy?: boolean;
}

interface Handled {
  readonly form: FormInput;
  /** Sections that "Show more" was pressed in, by their place. */
  readonly open: ReadonlySet<number>;
}

/**
 * Draws Card JSON as Google does, 300 px wide, light only. What was typed and opened in a card is so again when it comes back from under
 * another one. The page around it labels it "Preview" and keeps the stack of cards.
 */
export function CardPreview({ card, onAction, onOpenLink, busy = false }: CardPreviewProps) {
  const handled = useRef(new WeakMap<Card, Handled>());
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);
  const now: Handled = handled.current.get(card) ?? { form: startOf(card), open: new Set() };
  const { form } = now;
  const set = (fields: Partial<Handled>) => {
    handled.current.set(card, { ...now, ...fields });
    drawAgain();
  };
  const context: WidgetContext = {
    form,
    busy,
    onField: (name: string, value: FieldInput | null) => {
      const { [name]: _, ...others } = form;
      set({ form: value === null ? others : { ...others, [name]: value } });
    },
    onClick: (on) => {
      if ('openLink' in on) onOpenLink(on.openLink.url);
      else onAction(Object.fromEntries(on.action.parameters.map(({ key, value }) => [key, value])), form);
    },
  };
  const { title, subtitle, imageUrl, imageAltText, imageType } = card.header;
  return (
    <article className="card-preview" aria-label={title} aria-busy={busy}>
      <header className="cp-header">
        {imageUrl ? (
          <img className={imageType === 'CIRCLE' ? 'cp-circle' : ''} src={imageUrl} alt={imageAltText ?? ''} />
        ) : null}
        <div>
          <h3 title={title}>{title}</h3>
          {subtitle ? <p title={subtitle}>{subtitle}</p> : null}
        </div>
      </header>
      {card.sections.map((section, index) => (
        <Section
          key={index}
          section={section}
          context={context}
          open={now.open.has(index)}
          onToggle={() => set({ open: toggled(now.open, index) })}
        />
      ))}
      {card.fixedFooter ? (
        <footer className="cp-footer">
          {card.fixedFooter.secondaryButton ? (
            <Button model={card.fixedFooter.secondaryButton} context={context} />
          ) : null}
          <Button model={card.fixedFooter.primaryButton} context={context} />
        </footer>
      ) : null}
    </article>
  );
}

const toggled = (open: ReadonlySet<number>, index: number): ReadonlySet<number> =>
  new Set(open.has(index) ? [...open].filter((one) => one !== index) : [...open, index]);

interface SectionProps {
  readonly section: CardSection;
  readonly context: WidgetContext;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function Section({ section, context, open, onToggle }: SectionProps) {
  const id = useId();
  const inSight = section.collapsible && !open ? (section.uncollapsibleWidgetsCount ?? 0) : section.widgets.length;
  const Chevron = open ? ChevronUp : ChevronDown;
  return (
    <section className="cp-section">
      {section.header ? (
        <h4>
          <CardText html={section.header} />
        </h4>
      ) : null}
      <div id={id}>
        {section.widgets.slice(0, inSight).map((widget, index) => (
          <Widget key={index} model={widget} context={context} />
        ))}
      </div>
      {section.collapsible ? (
        <button type="button" className="cp-more" aria-expanded={open} aria-controls={id} onClick={onToggle}>
          <Chevron size={16} aria-hidden="true" />
          {open ? 'Show less' : 'Show more'}
        </button>
      ) : null}
    </section>
  );
}
