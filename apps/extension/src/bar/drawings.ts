import type { BarWords } from '../view/who-view.js';
import { PATHS, type IconName } from './icon-paths.js';

const SVG = 'http://www.w3.org/2000/svg';

/** An element of a drawing. Made node by node: pages and stores forbid scripts to write markup. */
function shape(tag: string, attributes: Record<string, string>, ...children: Node[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Decoration beside words; 14 px, line 2. */
export const icon = (name: IconName): SVGElement =>
  shape('svg', { class: 'i', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, shape('path', { d: PATHS[name] }));

/** The logo for small sizes. Covered and gap differ by shape (dot, diamond), not only by hue; signed out is grey, without a head. */
export function mark(kind: BarWords['mark']): HTMLElement {
  const off = kind === 'off';
  const holder = document.createElement('span');
  holder.className = `mark ${kind}`;
  holder.setAttribute('aria-hidden', 'true');
  holder.append(
    shape(
      'svg',
      { viewBox: '0 0 16 16' },
      shape('rect', { width: '16', height: '16', rx: '4', fill: off ? '#80838d' : '#5b5bd6' }),
      shape('path', {
        d: 'M4 4v4a4 4 0 0 0 8 0V4',
        fill: 'none',
        stroke: '#fff',
        'stroke-width': '2',
        'stroke-linecap': 'round',
      }),
      ...(off ? [] : [shape('circle', { cx: '8', cy: '5', r: '2', fill: '#fff' })]),
    ),
  );
  return holder;
}
