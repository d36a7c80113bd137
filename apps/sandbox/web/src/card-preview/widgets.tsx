import type { CardButton, CardIcon, CardOnClick, CardWidget } from '@understudy/contracts';
import type { ReactNode } from 'react';
import { ChoiceField, DateField, TextField } from './fields.js';
import type { FieldInput, FormInput } from './form.js';
import { ICONS } from './icons.js';
import { CardText } from './text.js';

export interface WidgetContext {
  readonly form: FormInput;
  readonly onField: (name: string, value: FieldInput | null) => void;
  readonly onClick: (on: CardOnClick) => void;
  /** While the add-on works: nothing can be pressed twice. */
  readonly busy: boolean;
}

const hex = ({ red, green, blue }: { red: number; green: number; blue: number }): string =>
  `rgb(${[red, green, blue].map((part) => Math.round(part * 255)).join(' ')})`;

export function Button({ model, context }: { readonly model: CardButton; readonly context: WidgetContext }) {
  const { color } = model;
  return (
    <button
      type="button"
      className={`cp-button cp-${model.type.toLowerCase()}`}
      disabled={model.disabled === true || context.busy}
      {...(model.altText ? { title: model.altText } : {})}
      ref={(element) => {
        if (color) element?.style.setProperty('--cp-fill', hex(color));
      }}
      onClick={() => context.onClick(model.onClick)}
    >
      {model.text}
    </button>
  );
}

function Icon({ model }: { readonly model: CardIcon }) {
  if ('iconUrl' in model) return <img className="cp-icon" src={model.iconUrl} alt={model.altText ?? ''} />;
  const Drawn = ICONS[model.materialIcon.name];
  return <Drawn className="cp-icon" strokeWidth={1.75} aria-hidden="true" />;
}

const unknown = (widget: never): never => {
  throw new Error(`cannot draw ${JSON.stringify(widget)}`);
};

export function Widget({ model, context }: { readonly model: CardWidget; readonly context: WidgetContext }): ReactNode {
  const { form, onField, onClick } = context;
  if ('textParagraph' in model) {
    return (
      <p className="cp-paragraph">
        <CardText html={model.textParagraph.text} />
      </p>
    );
  }
  if ('divider' in model) return <hr className="cp-divider" />;
  if ('buttonList' in model) {
    return (
      <div className="cp-buttons">
        {model.buttonList.buttons.map((button, index) => (
          <Button key={index} model={button} context={context} />
        ))}
      </div>
    );
  }
  if ('decoratedText' in model) return <Row model={model.decoratedText} context={context} />;
  if ('textInput' in model) {
    const { name } = model.textInput;
    return <TextField model={model.textInput} value={form[name]} onChange={(value) => onField(name, value)} />;
  }
  if ('selectionInput' in model) {
    const { name } = model.selectionInput;
    return <ChoiceField model={model.selectionInput} value={form[name]} onChange={(value) => onField(name, value)} />;
  }
  if ('dateTimePicker' in model) {
    const { name } = model.dateTimePicker;
    return <DateField model={model.dateTimePicker} value={form[name]} onChange={(value) => onField(name, value)} />;
  }
  if ('image' in model) {
    const { imageUrl, altText, onClick: on } = model.image;
    const image = <img className="cp-image" src={imageUrl} alt={altText} />;
    return on ? (
      <button type="button" className="cp-bare" onClick={() => onClick(on)}>
        {image}
      </button>
    ) : (
      image
    );
  }
  return unknown(model);
}

type RowModel = Extract<CardWidget, { decoratedText: unknown }>['decoratedText'];
function Row({ model, context }: { readonly model: RowModel; readonly context: WidgetContext }) {
  const { onClick } = model;
  const body = (
    <>
      {model.startIcon ? <Icon model={model.startIcon} /> : null}
      <span className={model.wrapText ? 'cp-lines' : 'cp-lines cp-cut'}>
        {model.topLabel ? (
          <small className="cp-cut-always">
            <CardText html={model.topLabel} />
          </small>
        ) : null}
        <span>
          <CardText html={model.text} />
        </span>
        {model.bottomLabel ? (
          <small>
            <CardText html={model.bottomLabel} />
          </small>
        ) : null}
      </span>
    </>
  );
  return (
    <div className="cp-row">
      {onClick ? (
        <button
          type="button"
          className="cp-bare cp-grow"
          disabled={context.busy}
          onClick={() => context.onClick(onClick)}
        >
          {body}
        </button>
      ) : (
        <span className="cp-grow">{body}</span>
      )}
      {model.button ? <Button model={model.button} context={context} /> : null}
    </div>
  );
}
