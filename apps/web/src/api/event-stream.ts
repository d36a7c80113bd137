/**
 * Splits server-sent events (WHATWG HTML 9.2) out of text that arrives in pieces. Used instead of EventSource because
 * every event has its own name here and EventSource only tells names that were asked for. Comments are heartbeats.
 */
export class EventReader {
  #rest = '';

  /** The `data` of every event that is complete after this piece. */
  read(piece: string): readonly string[] {
    const blocks = (this.#rest + piece).split(/\r\n\r\n|\n\n|\r\r/);
    this.#rest = blocks.pop() ?? '';
    return blocks.map(dataOf).filter((data) => data !== '');
  }
}

const dataOf = (block: string): string =>
  block
    .split(/\r\n|\n|\r/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).replace(/^ /, ''))
    .join('\n');
