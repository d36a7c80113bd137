import { formatMoment, useNow } from '@understudy/ui';
import type { ReactNode } from 'react';
import type { SlackInbox, SlackTextObject } from '../api/slack.js';
import { usePerson } from '../person/person.js';
import { parseMrkdwn, withEmoji, type MrkdwnPiece } from './mrkdwn.js';

type Names = Pick<SlackInbox, 'people' | 'channels'>;
type Reader = Names & { readonly moment: (at: string) => string };

/** A text object or a message's text, with its markup, the names of whom it mentions, and moments where the reader lives. */
export function SlackText({ text, names }: { readonly text: SlackTextObject | string; readonly names: Names }) {
  const { user } = usePerson();
  const now = useNow();
  const isPlain = typeof text !== 'string' && text.type === 'plain_text';
  const words = typeof text === 'string' ? text : text.text;
  if (isPlain) return <>{withEmoji(words)}</>;
  const reader: Reader = { ...names, moment: (at) => formatMoment(at, user.time_zone, now) };
  return <>{parseMrkdwn(words).map((piece, key) => draw(piece, key, reader))}</>;
}

function draw(piece: MrkdwnPiece, key: number, reader: Reader): ReactNode {
  const inside = (pieces: readonly MrkdwnPiece[]) => pieces.map((one, index) => draw(one, index, reader));
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
    case 'moment':
      return (
        <time key={key} dateTime={piece.at}>
          {reader.moment(piece.at)}
        </time>
      );
    case 'person':
      return (
        <span key={key} className="slack-mention">
          @{reader.people.find(({ id }) => id === piece.id)?.name ?? (piece.text || piece.id)}
        </span>
      );
    case 'channel':
      return (
        <span key={key} className="slack-mention">
          #{reader.channels.find(({ id }) => id === piece.id)?.name ?? (piece.text || piece.id)}
        </span>
      );
  }
}
