import { invalid } from '../errors.js';
import type { StoredFile } from './state.js';

type Test = (file: StoredFile) => boolean;

/**
 * files.list `q`. SEARCH is https://developers.google.com/workspace/drive/api/guides/search-files: "query_term operator values", joined by `and`, `or`, `not`. Terms
 * without a behaviour here are refused like malformed ones, so that nothing can seem found that was not looked for.
 */
export function filesMatching(q: string, roleOf: (file: StoredFile, email: string) => string | null): Test {
  const tokens = q.match(/'(?:\\.|[^'\\])*'|[(){}=]|!=|<=|>=|<|>|[A-Za-z]+/g) ?? [];
  if (tokens.join('').length !== q.replace(/\s+(?=(?:[^']*'[^']*')*[^']*$)/g, '').length) throw wrong();
  let at = 0;
  const next = () => tokens[at++] ?? '';
  const text = (): string => {
    const token = next();
    if (!token.startsWith("'")) throw wrong();
    return token.slice(1, -1).replace(/\\(.)/g, '$1');
  };
  const either = (): Test => {
    const tests = [both()];
    while (tokens[at] === 'or' && next()) tests.push(both());
    return (file) => tests.some((test) => test(file));
  };
  const both = (): Test => {
    const tests = [single()];
    while (tokens[at] === 'and' && next()) tests.push(single());
    return (file) => tests.every((test) => test(file));
  };
  const single = (): Test => {
    const token = next();
    if (token === 'not') {
      const inner = single();
      return (file) => !inner(file);
    }
    if (token === '(') {
      const inner = either();
      if (next() !== ')') throw wrong();
      return inner;
    }
    return token.startsWith("'") ? within(token.slice(1, -1), next(), next()) : compared(token, next());
  };
  const within = (value: string, word: string, collection: string): Test => {
    if (word !== 'in') throw wrong();
    if (collection === 'parents') return ({ parents }) => parents.includes(value);
    if (collection === 'owners') return ({ owner }) => owner === value;
    if (collection === 'writers') return (file) => ['owner', 'writer'].includes(roleOf(file, value) ?? '');
    if (collection === 'readers') return (file) => roleOf(file, value) !== null;
    throw wrong();
  };
  const compared = (term: string, operator: string): Test => {
    if (term === 'trashed' || term === 'starred') {
      const wanted = next();
      if (operator !== '=' || !['true', 'false'].includes(wanted)) throw wrong();
      return (file) => file[term] === (wanted === 'true');
    }
    if ((term === 'appProperties' || term === 'properties') && operator === 'has') return property(term);
    if (term === 'name' && operator === 'contains') {
      const value = text().toLowerCase();
      // SEARCH: "The contains operator only performs prefix matching for a name term."
      return ({ name }) =>
        name
          .toLowerCase()
          .split(/\s+/)
          .some((word) => word.startsWith(value)) || name.toLowerCase().startsWith(value);
    }
    if (term === 'name' || term === 'mimeType') {
      const value = text();
      if (operator === '=') return (file) => file[term] === value;
      if (operator === '!=') return (file) => file[term] !== value;
    }
    if (term === 'modifiedTime' || term === 'createdTime') return dated(term, operator, text());
    throw wrong();
  };
  const property = (term: 'properties' | 'appProperties'): Test => {
    const [open, key, equals, name, and, value, equal, wanted, close] = Array.from({ length: 9 }, next);
    if ([open, key, equals, and, value, equal, close].join(' ') !== '{ key = and value = }') throw wrong();
    const bare = (token = '') => token.slice(1, -1).replace(/\\(.)/g, '$1');
    return (file) => file[term][bare(name)] === bare(wanted);
  };
  const test = either();
  if (at !== tokens.length) throw wrong();
  return test;
}

function dated(term: 'modifiedTime' | 'createdTime', operator: string, value: string): Test {
  const compare: Record<string, ((order: number) => boolean) | undefined> = {
    '=': (order) => order === 0,
    '!=': (order) => order !== 0,
    '<': (order) => order < 0,
    '<=': (order) => order <= 0,
    '>': (order) => order > 0,
    '>=': (order) => order >= 0,
  };
  const fits = compare[operator];
  const at = /(?:Z|[+-]\d{2}:\d{2})$/.test(value) ? value : `${value}Z`; // SEARCH: "The default time zone is UTC".
  if (!fits || Number.isNaN(Date.parse(at))) throw wrong();
  return (file) => fits(Math.sign(Date.parse(file[term]) - Date.parse(at)));
}

const wrong = () => invalid('Invalid Value', 'q');
