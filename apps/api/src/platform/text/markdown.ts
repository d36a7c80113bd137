import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

const SAFE_LINK = /^(?:https?:\/\/|mailto:)[^\s]/i;

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true, typographer: false });
// a picture from elsewhere tells its owner who reads when; it becomes a link
markdown.disable('image');
markdown.validateLink = (address) => SAFE_LINK.test(address.trim());
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: true });

const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['p', 'br', 'hr', 'strong', 'em', 's', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a'],
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: { a: ['href', 'title', 'rel', 'target'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  transformTags: {
    a: (tagName, { href, title }) => ({
      tagName,
      attribs:
        href !== undefined && SAFE_LINK.test(href)
          ? { href, ...(title !== undefined && { title }), rel: 'noopener noreferrer nofollow', target: '_blank' }
          : {},
    }),
  },
};

/**
 * What people typed as Markdown, as HTML that may stand in any page: HTML in it is shown as text, pictures become links, links are
 * http, https or mailto and open outside with no way back. Two walls: markdown-it writes no HTML of the author, and whatever it writes
 * passes a short allow-list. Never throws; empty text gives ''. Kept is only the text as typed, so a stricter rule counts for old ones too.
 */
export const toSafeHtml = (text: string): string => sanitizeHtml(markdown.render(text), ALLOWED).trim();
