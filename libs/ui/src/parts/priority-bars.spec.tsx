import { renderToStaticMarkup } from 'react-dom/server';
import { PriorityBars } from './priority-bars.js';

const textOf = (markup: string): string => markup.replaceAll(/<[^>]+>/g, '');

test.each([
  [<PriorityBars key="1" priority="high" />, 'High'],
  [<PriorityBars key="2" priority="high" bare />, 'High priority'],
  [<PriorityBars key="3" priority="high" words="Hoch" />, 'Hoch'],
  [<PriorityBars key="4" priority="high" bare words="Hohe Priorität" />, 'Hohe Priorität'],
])('a priority says the words it is given, else English ones: %#', (bars, words) =>
  expect(textOf(renderToStaticMarkup(bars))).toBe(words),
);
