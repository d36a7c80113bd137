import { LexicalComposer } from '@lexical/react/LexicalComposer';
import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import { ContentEditable } from '@lexical/react/LexicalContentEditable';
import { LexicalErrorBoundary } from '@lexical/react/LexicalErrorBoundary';
import { HistoryPlugin } from '@lexical/react/LexicalHistoryPlugin';
import { LinkPlugin } from '@lexical/react/LexicalLinkPlugin';
import { ListPlugin } from '@lexical/react/LexicalListPlugin';
import { MarkdownShortcutPlugin } from '@lexical/react/LexicalMarkdownShortcutPlugin';
import { RichTextPlugin } from '@lexical/react/LexicalRichTextPlugin';
import { cn } from '@understudy/ui';
import { COMMAND_PRIORITY_CRITICAL, KEY_ENTER_COMMAND, mergeRegister } from 'lexical';
import { useEffect, useRef } from 'react';
import { $fromMarkdown, $toMarkdown, keepClean, NODES, TRANSFORMERS } from './markdown.js';
import { quietPaste } from './paste.js';
import { isSafeAddress } from './safe-address.js';
import { RichTextToolbar } from './rich-text-toolbar.js';

export interface RichTextEditorProps {
  readonly labelledBy: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  /** Markdown. */
  readonly value: string;
  readonly onChange: (markdown: string) => void;
  readonly placeholder: string;
  readonly small: boolean;
}

const THEME = {
  text: { bold: 'rt-bold', italic: 'rt-italic', strikethrough: 'rt-strike', code: 'rt-code' },
  code: 'rt-block',
} as const;

/** Lexical over Markdown. Fetched on its own (rich-text-field.tsx), so that no page carries it before somebody writes. */
export function RichTextEditor({ value, onChange, ...look }: RichTextEditorProps) {
  const { labelledBy, describedBy, invalid, placeholder, small } = look;
  return (
    <LexicalComposer
      initialConfig={{
        namespace: 'understudy',
        nodes: NODES,
        theme: THEME,
        editorState: () => $fromMarkdown(value),
        onError: (error) => {
          throw error;
        },
      }}
    >
      <div
        className={cn('rt', invalid && 'rt-invalid', small && 'rt-small')}
        onPasteCapture={({ nativeEvent, target }) => {
          const quiet = quietPaste(nativeEvent);
          if (!quiet) return;
          nativeEvent.preventDefault();
          nativeEvent.stopPropagation();
          target.dispatchEvent(quiet);
        }}
      >
        <RichTextToolbar />
        <div className="rt-body">
          <RichTextPlugin
            contentEditable={
              <ContentEditable
                className="rt-text rich"
                ariaLabelledBy={labelledBy}
                {...(describedBy ? { 'aria-describedby': describedBy } : {})}
                {...(invalid ? { 'aria-invalid': true } : {})}
                aria-placeholder={placeholder}
                placeholder={<span className="rt-empty">{placeholder}</span>}
              />
            }
            ErrorBoundary={LexicalErrorBoundary}
          />
        </div>
      </div>
      <HistoryPlugin />
      <ListPlugin />
      <LinkPlugin validateUrl={isSafeAddress} />
      <MarkdownShortcutPlugin transformers={TRANSFORMERS} />
      <Value value={value} onChange={onChange} />
    </LexicalComposer>
  );
}

/** The editor tells every change as Markdown, and takes over a value that did not come from itself (a draft, a template). */
function Value({ value, onChange }: Pick<RichTextEditorProps, 'value' | 'onChange'>) {
  const [editor] = useLexicalComposerContext();
  const known = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;

  useEffect(
    () =>
      mergeRegister(
        keepClean(editor),
        editor.registerCommand(
          KEY_ENTER_COMMAND,
          // sends the form, whose own handler hears it next; no new line
          (event) => Boolean(event?.ctrlKey || event?.metaKey),
          COMMAND_PRIORITY_CRITICAL,
        ),
        editor.registerUpdateListener(({ editorState, dirtyElements, dirtyLeaves }) => {
          if (dirtyElements.size === 0 && dirtyLeaves.size === 0) return;
          const markdown = editorState.read($toMarkdown);
          if (markdown === known.current.trim()) return;
          known.current = markdown;
          tell.current(markdown);
        }),
      ),
    [editor],
  );
  useEffect(() => {
    if (value === known.current) return;
    known.current = value;
    editor.update(() => $fromMarkdown(value));
  }, [editor, value]);
  return null;
}
