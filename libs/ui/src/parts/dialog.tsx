import { X } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Button } from './button.js';

/** The browser would focus the first button, which is Close. A text with bold and lists is a field too. */
const FIRST_FIELD = '.dialog-body :is(input, textarea, select, [contenteditable=true])';

export interface DialogProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  /** With it the dialog is a form: Enter in a field and the submit button send it. */
  readonly onSubmit?: () => void;
  /** For a form of many fields: 680 px instead of 520. */
  readonly wide?: boolean;
}

/**
 * A modal dialog while it is mounted. The browser's own `<dialog>`: it keeps the focus inside, makes the rest inert, closes
 * on Esc, and needs no injected style, which our content security policy would refuse.
 */
export function Dialog({ title, onClose, children, footer, onSubmit, wide = false }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    if (dialog && !dialog.open) {
      dialog.showModal();
      dialog.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
    }
    return () => {
      dialog?.close();
      // by now React has taken the dialog out of the page, and one that is not in it gives no focus back
      if (document.activeElement === document.body && before instanceof HTMLElement && before.isConnected)
        before.focus();
    };
  }, []);

  const content = (
    <>
      <header className="dialog-head">
        <h2 id={id} className="min-w-0 flex-1">
          {title}
        </h2>
        <Button look="quiet" size="row" icon aria-label="Close" onClick={onClose}>
          <X className="i" />
        </Button>
      </header>
      <div className="dialog-body">{children}</div>
      {footer ? <footer className="dialog-foot">{footer}</footer> : null}
    </>
  );
  return (
    <dialog
      ref={element}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      {onSubmit ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit();
          }}
        >
          {content}
        </form>
      ) : (
        <div className="dialog-inner">{content}</div>
      )}
    </dialog>
  );
}
