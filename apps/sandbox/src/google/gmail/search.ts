import { invalid } from '../errors.js';

/** What a search looks at. Addresses and words in lower case. */
export interface Searched {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly labelIds: readonly string[];
  readonly labelNames: readonly string[];
  readonly hasAttachment: boolean;
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly date: number;
}
type Test = (message: Searched) => boolean;

/**
 * Gmail's search box. OPERATORS is https://support.google.com/mail/answer/7190: words are joined by AND; `OR` or braces for one of them, `-` excludes,
 * parentheses group. An operator without a meaning here is refused, so that nothing can seem found that was not looked for.
 */
export function searchFor(query: string): Test {
  const tokens = query.match(/-?[a-z0-9_]+:(?=[({])|-?(?:[a-z0-9_]+:)?"[^"]*"|-?[({]|[)}]|[^\s(){}]+/gi) ?? [];
  let at = 0;
  const group = (closing: string | null): Test => {
    const anyOf: Test[][] = [[]];
    while (at < tokens.length) {
      const token = tokens[at++] ?? '';
      if (token === ')' || token === '}') {
        if (token !== closing) throw invalid('Invalid search query', 'q');
        return joined(anyOf, closing === '}');
      }
      if (token === 'OR') anyOf.push([]);
      else if (token !== 'AND') anyOf.at(-1)?.push(one(token));
    }
    if (closing !== null) throw invalid('Invalid search query', 'q');
    return joined(anyOf, false);
  };
  const one = (token: string): Test => {
    if (token.startsWith('-')) {
      const inner = one(token.slice(1));
      return (message) => !inner(message);
    }
    if (token === '(' || token === '{') return group(token === '(' ? ')' : '}');
    if (token.endsWith(':')) {
      const values = valuesOf(token.slice(0, -1));
      return values;
    }
    return term(token);
  };
  // from:(a OR b), from:{a b}: the operator applies to each word of the group.
  const valuesOf = (operator: string): Test => {
    const isAny = tokens[at++] === '{';
    const words: string[] = [];
    let isOr = isAny;
    for (let token = tokens[at++]; token !== ')' && token !== '}'; token = tokens[at++]) {
      if (token === undefined) throw invalid('Invalid search query', 'q');
      if (token === 'OR') isOr = true;
      else words.push(token);
    }
    const tests = words.map((word) => term(`${operator}:${word}`));
    return (message) => (isOr ? tests.some((test) => test(message)) : tests.every((test) => test(message)));
  };
  return group(null);
}

/** "a b OR c" is "a AND (b OR c)" in Gmail: OR binds the two terms beside it. */
function joined(anyOf: Test[][], isAny: boolean): Test {
  if (isAny) return (message) => anyOf.flat().some((test) => test(message));
  const all: Test[][] = [];
  anyOf.forEach((terms, index) => {
    const [first, ...rest] = terms;
    if (first === undefined) return;
    if (index === 0 || !all.length) all.push([first]);
    else all.at(-1)?.push(first);
    for (const term of rest) all.push([term]);
  });
  return (message) => all.every((alternatives) => alternatives.some((test) => test(message)));
}

function term(token: string): Test {
  const [, operator = '', quoted = ''] = /^(?:([a-z0-9_]+):)?(.*)$/is.exec(token) ?? [];
  const value = quoted.replace(/^"|"$/g, '').toLowerCase();
  if (!operator || operator === 'http' || operator === 'https')
    return ({ subject, text }) => `${subject}\n${text}`.includes(value);
  const tests: Record<string, (() => Test) | undefined> = {
    from: () => (message) => message.from.includes(value),
    to: () => (message) => message.to.includes(value),
    subject: () => (message) => message.subject.includes(value),
    rfc822msgid: () => (message) =>
      message.messageId.replace(/^<|>$/g, '').toLowerCase() === value.replace(/^<|>$/g, ''),
    in: () => placed(value),
    is: () => placed(value),
    label: () => (message) =>
      [...message.labelIds, ...message.labelNames].some((label) => label.toLowerCase().replaceAll(' ', '-') === value),
    has: () => (message) => value === 'attachment' && message.hasAttachment,
    after: () => (message) => message.date >= day(value),
    newer: () => (message) => message.date >= day(value),
    before: () => (message) => message.date < day(value),
    older: () => (message) => message.date < day(value),
    larger: () => (message) => message.size > Number(value),
    smaller: () => (message) => message.size < Number(value),
  };
  const test = tests[operator.toLowerCase()];
  if (!test) throw invalid(`The sandbox does not know the search operator "${operator}:".`, 'q');
  return test();
}

/** in: and is: name places and states, which are labels; anywhere is everywhere. */
function placed(value: string): Test {
  if (value === 'anywhere') return () => true;
  if (value === 'read') return ({ labelIds }) => !labelIds.includes('UNREAD');
  const label = value === 'drafts' ? 'DRAFT' : value.toUpperCase();
  return ({ labelIds }) => labelIds.includes(label);
}

/** OPERATORS: "after:2004/04/16"; the API takes seconds since the epoch as well. */
function day(value: string): number {
  if (/^\d{9,10}$/.test(value)) return Number(value) * 1000;
  const [, year = '', month = '', date = ''] = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/.exec(value) ?? [];
  try {
    const on = Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(date) },
      { overflow: 'reject' },
    );
    return on.toZonedDateTime('UTC').epochMilliseconds;
  } catch {
    throw invalid(`"${value}" is no date of a search.`, 'q');
  }
}
