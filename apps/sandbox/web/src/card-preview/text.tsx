import type { ReactNode } from 'react';
import { parseMarkup, type Piece } from './markup.js';

const draw = (piece: Piece, key: number): ReactNode => {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'break':
      return <br key={key} />;
    case 'bold':
      return <b key={key}>{piece.inside.map(draw)}</b>;
    case 'italic':
      return <i key={key}>{piece.inside.map(draw)}</i>;
    case 'underline':
      return <u key={key}>{piece.inside.map(draw)}</u>;
    case 'strike':
      return <s key={key}>{piece.inside.map(draw)}</s>;
    case 'link':
      return (
        <a key={key} href={piece.url} target="_blank" rel="noopener noreferrer">
          {piece.inside.map(draw)}
        </a>
      );
    case 'color':
      return (
        <span key={key} ref={(element) => element?.style.setProperty('color', piece.color)}>
          {piece.inside.map(draw)}
        </span>
      );
  }
};

/** Text with Google's small HTML. Colours are set through the DOM: the page's CSP forbids style attributes. */
export const CardText = ({ html }: { readonly html: string }) => <>{parseMarkup(html).map(draw)}</>;
