import { isVisible } from '../record/dom.js';
import { parentOf } from '../record/roots.js';

type Root = Document | ShadowRoot;

/** Attributes that people write for tests and scripts: they outlive a new look. */
const STABLE = [
  'data-testid',
  'data-test-id',
  'data-test',
  'data-qa',
  'data-cy',
  'data-automation-id',
  'data-selenium-test',
];
const OTHERS = ['data-id', 'data-field', 'data-name', 'data-component', 'slot', 'role', 'itemprop', 'name'];
const MOST = 3;
const STEPS_UP = 8;

/** A row number, a record's id, a hash of a build: the next record or the next release has another. */
const isOfThisOnly = (value: string): boolean => /\d{2,}|^\d|[0-9a-f]{6,}|^[:«]/i.test(value) || value.length > 60;

/**
 * Selectors that find this element first among the visible ones of its tree, the sturdiest first: by attributes that are made to
 * last, by its place under such an element, and as a last resort by counting. At least one, at most three.
 */
export function selectorsFor(element: Element): string[] {
  const root = element.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return [];
  const found = [...candidates(element, root)].slice(0, MOST);
  return found.length ? found : [counted(element, root)];
}

const finds = (root: Root, selector: string, element: Element): boolean =>
  [...root.querySelectorAll(selector)].find(isVisible) === element;

function* candidates(element: Element, root: Root): Generator<string> {
  const own = partsOf(element);
  const seen = new Set<string>();
  const fresh = (selector: string): boolean => {
    if (seen.has(selector) || selector.length > 300 || !finds(root, selector, element)) return false;
    seen.add(selector);
    return true;
  };
  for (const part of own) if (fresh(part)) yield part;
  let around = parentWithin(element, root);
  for (let step = 0; around && step < STEPS_UP; step += 1, around = parentWithin(around, root))
    for (const outer of partsOf(around))
      for (const part of own) if (fresh(`${outer} ${part}`)) yield `${outer} ${part}`;
}

/** How an element may be called, the sturdiest first; the last is its tag alone. */
function partsOf(element: Element): string[] {
  const tag = CSS.escape(element.localName);
  const by = (names: readonly string[]): string[] =>
    names.flatMap((name) => {
      const value = element.getAttribute(name);
      return value && !isOfThisOnly(value) ? [`[${name}="${CSS.escape(value)}"]`] : [];
    });
  const id = element.id && !isOfThisOnly(element.id) ? [`#${CSS.escape(element.id)}`] : [];
  const classes = [...element.classList].filter((name) => !isOfThisOnly(name) && name.length > 1).slice(0, 2);
  const byClass = classes.length ? [`${tag}.${classes.map((name) => CSS.escape(name)).join('.')}`] : [];
  return [...by(STABLE), ...id, ...by(OTHERS).map((part) => tag + part), ...byClass, tag];
}

const parentWithin = (element: Element, root: Root): Element | null =>
  element.parentElement && root.contains(element.parentElement) ? element.parentElement : null;

function counted(element: Element, root: Root): string {
  const steps: string[] = [];
  for (let at: Element | null = element; at; at = parentWithin(at, root)) {
    const { localName } = at;
    const alike = [...(at.parentElement?.children ?? [])].filter((other) => other.localName === localName);
    const tag = CSS.escape(localName);
    steps.unshift(alike.length > 1 ? `${tag}:nth-of-type(${alike.indexOf(at) + 1})` : tag);
    if (steps.length > 1 && finds(root, steps.join(' > '), element)) break;
  }
  return steps.join(' > ');
}

const MOST_TEXTS = 3000;

/** The name's likeliest element: the first visible first heading, else the largest text of the page's upper half. */
export function likelyName(): Element | null {
  const heading = [...document.querySelectorAll('main h1, h1, [role="heading"][aria-level="1"]')].find(isVisible);
  if (heading) return heading;
  const texts = [...document.body.querySelectorAll('*')]
    .slice(0, MOST_TEXTS)
    .filter((element) => element.childElementCount === 0 && element.textContent.trim() && isVisible(element))
    .filter((element) => element.getBoundingClientRect().top < innerHeight / 2);
  const sized = texts.map((element) => ({ element, size: Number.parseFloat(getComputedStyle(element).fontSize) }));
  return sized.toSorted((one, other) => other.size - one.size)[0]?.element ?? null;
}

/** The widest box around an element that is no higher than a header: where the bar's free room is looked for. */
export function headerAround(element: Element): Element {
  let header = element;
  for (let up = parentOf(element); up && up !== document.body; up = parentOf(up)) {
    const { height, width } = up.getBoundingClientRect();
    if (height > 160) break;
    if (width >= header.getBoundingClientRect().width) header = up;
  }
  return header;
}
