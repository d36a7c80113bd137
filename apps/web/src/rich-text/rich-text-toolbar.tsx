import { $isLinkNode, TOGGLE_LINK_COMMAND } from '@lexical/link';
import {
  $isListNode,
  INSERT_ORDERED_LIST_COMMAND,
  INSERT_UNORDERED_LIST_COMMAND,
  REMOVE_LIST_COMMAND,
} from '@lexical/list';
import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import { Bold, Code, Italic, Link as LinkIcon, List, ListOrdered, Strikethrough } from 'lucide-react';
import { $getSelection, $isRangeSelection, FORMAT_TEXT_COMMAND, type LexicalEditor } from 'lexical';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { LinkLine } from './link-line.js';

/** What the cursor stands in. */
interface Place {
  readonly formats: readonly string[];
  readonly list: 'bullet' | 'number' | null;
  readonly address: string | null;
}
const NOWHERE: Place = { formats: [], list: null, address: null };

const FORMATS = [
  { format: 'bold', words: 'Bold', keys: 'Control+B', icon: Bold },
  { format: 'italic', words: 'Italic', keys: 'Control+I', icon: Italic },
  { format: 'strikethrough', words: 'Strike through', keys: undefined, icon: Strikethrough },
  { format: 'code', words: 'Code', keys: undefined, icon: Code },
] as const;
const LISTS = [
  { list: 'bullet', words: 'List', command: INSERT_UNORDERED_LIST_COMMAND, icon: List },
  { list: 'number', words: 'Numbered list', command: INSERT_ORDERED_LIST_COMMAND, icon: ListOrdered },
] as const;

/** One stop of the Tab key; the arrows go from button to button. */
export function RichTextToolbar() {
  const [editor] = useLexicalComposerContext();
  const place = usePlace(editor);
  const [linking, setLinking] = useState(false);
  const link = (address: string | null) => {
    setLinking(false);
    editor.dispatchCommand(TOGGLE_LINK_COMMAND, address);
    editor.focus();
  };

  return (
    <>
      <div className="rt-bar" role="toolbar" aria-label="Format the words" onKeyDown={onArrow}>
        {FORMATS.map(({ format, words, keys, icon: Icon }, at) => (
          <button
            key={format}
            type="button"
            className="rt-btn"
            title={words}
            aria-label={words}
            aria-pressed={place.formats.includes(format)}
            aria-keyshortcuts={keys}
            tabIndex={at === 0 ? 0 : -1}
            onMouseDown={keepSelection}
            onClick={() => editor.dispatchCommand(FORMAT_TEXT_COMMAND, format)}
          >
            <Icon className="i" />
          </button>
        ))}
        <i className="rt-sep" aria-hidden="true" />
        {LISTS.map(({ list, words, command, icon: Icon }) => (
          <button
            key={list}
            type="button"
            className="rt-btn"
            title={words}
            aria-label={words}
            aria-pressed={place.list === list}
            tabIndex={-1}
            onMouseDown={keepSelection}
            onClick={() => editor.dispatchCommand(place.list === list ? REMOVE_LIST_COMMAND : command, undefined)}
          >
            <Icon className="i" />
          </button>
        ))}
        <button
          type="button"
          className="rt-btn"
          title="Link"
          aria-label="Link"
          aria-pressed={place.address !== null}
          aria-expanded={linking}
          tabIndex={-1}
          onMouseDown={keepSelection}
          onClick={() => setLinking(!linking)}
        >
          <LinkIcon className="i" />
        </button>
      </div>
      {linking ? (
        <LinkLine
          address={place.address}
          onLink={link}
          onClose={() => {
            setLinking(false);
            editor.focus();
          }}
        />
      ) : null}
    </>
  );
}

const keepSelection = (event: { preventDefault: () => void }) => event.preventDefault();

function onArrow(event: KeyboardEvent<HTMLDivElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const here = buttons.findIndex((button) => button === document.activeElement);
  buttons.at((here + step) % buttons.length)?.focus();
  event.preventDefault();
}

function usePlace(editor: LexicalEditor): Place {
  const [place, setPlace] = useState(NOWHERE);
  useEffect(
    () =>
      editor.registerUpdateListener(({ editorState }) => {
        const next = editorState.read($place);
        setPlace((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
      }),
    [editor],
  );
  return place;
}

function $place(): Place {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return NOWHERE;
  const parents = selection.anchor.getNode().getParents();
  const list = parents.find($isListNode)?.getListType() ?? null;
  return {
    formats: FORMATS.map(({ format }) => format).filter((format) => selection.hasFormat(format)),
    list: list === 'bullet' || list === 'number' ? list : null,
    address: parents.find($isLinkNode)?.getURL() ?? null,
  };
}
