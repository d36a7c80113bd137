/** A piece of Slack's markup (https://docs.slack.dev/messaging/formatting-message-text); what is none stays text. */
export type MrkdwnPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly inside: readonly MrkdwnPiece[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  | { readonly kind: 'moment'; readonly at: string }
  | { readonly kind: 'person' | 'channel'; readonly id: string; readonly text: string };

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const decode = (text: string): string => text.replaceAll(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);

/** Code first, then what is in angle brackets, then bare addresses, then emphasis that stands at the edges of words. */
const TOKEN =
  /```([\s\S]+?)```|`([^`\n]+)`|<([^<>\n]+)>|(https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)])|(?<![\w*])\*([^*\n]+)\*(?![\w*])|(?<![\w_])_([^_\n]+)_(?![\w_])|(?<![\w~])~([^~\n]+)~(?![\w~])/g;

export function parseMrkdwn(source: string): readonly MrkdwnPiece[] {
  const pieces: MrkdwnPiece[] = [];
  let at = 0;
  const say = (text: string) => {
    if (text) pieces.push({ kind: 'text', text: decode(text) });
  };
  for (const match of source.matchAll(TOKEN)) {
    say(source.slice(at, match.index));
    at = match.index + match[0].length;
    const [, fenced, code, bracket, address, bold, italic, strike] = match;
    if (fenced ?? code) pieces.push({ kind: 'code', text: decode(fenced ?? code ?? '') });
    else if (bracket) pieces.push(reference(bracket));
    else if (address) pieces.push({ kind: 'link', url: decode(address), text: decode(address) });
    else if (bold) pieces.push({ kind: 'bold', inside: parseMrkdwn(bold) });
    else if (italic) pieces.push({ kind: 'italic', inside: parseMrkdwn(italic) });
    else if (strike) pieces.push({ kind: 'strike', inside: parseMrkdwn(strike) });
  }
  say(source.slice(at));
  return pieces;
}

/** `@U1`, `#C1|name`, `!date^…|words`, `https://…|words`. */
function reference(inside: string): MrkdwnPiece {
  const [target = '', words] = inside.split('|');
  if (target.startsWith('@')) return { kind: 'person', id: target.slice(1), text: decode(words ?? '') };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), text: decode(words ?? '') };
  const seconds = /^!date\^(\d{1,11})\^/.exec(target)?.[1];
  if (seconds) return { kind: 'moment', at: new Date(Number(seconds) * 1000).toISOString() };
  if (target.startsWith('!')) return { kind: 'text', text: decode(words ?? `@${target.slice(1)}`) };
  if (!/^(https?|mailto):/.test(target)) return { kind: 'text', text: decode(`<${inside}>`) };
  return { kind: 'link', url: decode(target), text: decode(words ?? target) };
}

const EMOJI: Readonly<Record<string, string>> = {
  palm_tree: '🌴',
  face_with_thermometer: '🤒',
  calendar: '📅',
  spiral_calendar_pad: '🗓️',
  baby: '👶',
  speech_balloon: '💬',
  white_check_mark: '✅',
  warning: '⚠️',
  rotating_light: '🚨',
  eyes: '👀',
  house_with_garden: '🏡',
  airplane: '✈️',
};

/** `:palm_tree:` as people see it; names nobody knows here stay as they are written. */
export const withEmoji = (text: string): string =>
  text.replaceAll(/:([a-z0-9_+-]+):/g, (written, name: string) => EMOJI[name] ?? written);
