import type { ReactNode } from 'react';
import type { SlackInbox, SlackTextObject } from '../api/slack.js';
import { parseMrkdwn, withEmoji, type MrkdwnPiece } from './mrkdwn.js';

type Names = Pick<SlackInbox, 'people' | 'channels'>;

/** A text object or a message's text, with its markup and the names of whom it mentions. */
export function SlackText({ text, names }: { readonly text: SlackTextObject | string; readonly names: Names }) {
  const isPlain = typeof text !== 'string' && text.type === 'plain_text';
  const words = typeof text === 'string' ? text : text.text;
  if (isPlain) return <>{withEmoji(words)}</>;
  return <>{parseMrkdwn(words).map((piece, key) => draw(piece, key, names))}</>;
}

function draw(piece: MrkdwnPiece, key: number, names: Names): ReactNode {
  const inside = (pieces: readonly MrkdwnPiece[]) => pieces.map((one, index) => draw(one, index, names));
  switch (piece.kind) {
    case 'text':
      return withEmoji(piece.text);
    case 'bold':
      return <b key={key}>{inside(piece.inside)}</b>;
    case 'italic':
      return <i key={key}>{inside(piece.inside)}</i>;
    case 'strike':
      return <s key={key}>{inside(piece.inside)}</s>;
    case 'code':
      return <code key={key}>{piece.text}</code>;
    case 'link':
      return (
        <a key={key} className="link" href={piece.url} target="_blank" rel="noreferrer">
          {piece.text}
        </a>
      );
    case 'person':
      return (
        <span key={key} className="slack-mention">
          @{names.people.find(({ id }) => id === piece.id)?.name ?? (piece.text || piece.id)}
        </span>
      );
    case 'channel':
      return (
        <span key={key} className="slack-mention">
          #{names.channels.find(({ id }) => id === piece.id)?.name ?? (piece.text || piece.id)}
        </span>
      );
  }
}
