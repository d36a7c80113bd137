import type { SlackBlock, SlackInbox } from '../api/slack.js';
import { BlockElement, type Using } from './block-element.js';
import { SlackText } from './slack-text.js';

export interface BlockProps {
  readonly block: SlackBlock;
  readonly inbox: SlackInbox;
  readonly onUse: Using;
  readonly busy: boolean;
}

/** A block of a message or a home tab. Kinds the product does not send are named, not guessed at. */
export function Block({ block, inbox, onUse, busy }: BlockProps) {
  const element = (one: SlackBlock['elements'][number], key?: number) => (
    <BlockElement key={key} element={one} onUse={onUse} busy={busy} />
  );
  switch (block.type) {
    case 'divider':
      return <hr className="slack-divider" />;
    case 'header':
      return <h2 className="slack-header">{block.text ? <SlackText text={block.text} names={inbox} /> : null}</h2>;
    case 'section':
      return (
        <div className="slack-section">
          <div className="slack-words">
            {block.text ? <SlackText text={block.text} names={inbox} /> : null}
            {block.fields.length > 0 ? (
              <div className="slack-fields">
                {block.fields.map((field, index) => (
                  <div key={index}>
                    <SlackText text={field} names={inbox} />
                  </div>
                ))}
              </div>
            ) : null}
          </div>
          {block.accessory ? element(block.accessory) : null}
        </div>
      );
    case 'context':
      return (
        <p className="slack-context">
          {block.elements.map(({ type, text, alt_text }, index) => (
            <span key={index}>
              {type === 'image' ? (
                `[${alt_text ?? ''}]`
              ) : (
                <SlackText text={typeof text === 'string' ? { type, text } : (text ?? '')} names={inbox} />
              )}
            </span>
          ))}
        </p>
      );
    case 'actions':
      return <div className="slack-actions">{block.elements.map(element)}</div>;
    case 'markdown':
      return <p className="slack-words">{typeof block.text === 'string' ? block.text : null}</p>;
    case 'image':
      return <p className="slack-context">[{block.alt_text}]</p>;
    default:
      return <p className="slack-context">[{block.type}: not drawn here]</p>;
  }
}
