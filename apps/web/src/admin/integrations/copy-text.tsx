import { Button, useToast } from '@understudy/ui';
import { Copy } from 'lucide-react';

/** Something to paste elsewhere. */
export function CopyText({ label, text }: { readonly label: string; readonly text: string }) {
  const tell = useToast();
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => tell({ text: `${label}: copied` }),
      () => tell({ tone: 'bad', text: 'The browser does not let us copy. Select the text and copy it.' }),
    );
  return (
    <div className="copy-text">
      <span className="text-xs text-ink-2">{label}</span>
      <code tabIndex={0} aria-label={label}>
        {text}
      </code>
      <Button size="row" aria-label={`Copy ${label}`} onClick={() => void copy()}>
        <Copy className="i i-s" />
        Copy
      </Button>
    </div>
  );
}
