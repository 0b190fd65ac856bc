/** Words sought in a text: marked, counted, and told. */

import { html } from '../../html.js';
import { bytes } from '../../words.js';

const MOST_MARKS = 1000;

/** {pieces, found}: the text in pieces to draw, in which the place at (counted from 0) is the present one. */
export function marked(text, sought, at) {
  if (!sought) return { pieces: text, found: 0 };
  const lower = text.toLowerCase();
  const pieces = [];
  let from = 0;
  let found = 0;
  for (;;) {
    const begin = lower.indexOf(sought, from);
    if (begin < 0 || found >= MOST_MARKS) break;
    pieces.push(text.slice(from, begin));
    from = begin + sought.length;
    pieces.push(html`<mark ?data-here=${found === at}>${text.slice(begin, from)}</mark>`);
    found += 1;
  }
  return { pieces: [...pieces, text.slice(from)], found };
}

/** lastBytes says that only so much of the end was looked through; 0 that all was. */
export function foundWords(found, at, lastBytes) {
  const where = lastBytes > 0 ? ` in the last ${bytes(lastBytes)}` : '';
  const more = found >= MOST_MARKS ? ' and more' : '';
  return `${found > 0 ? `${at + 1} of ${found}${more}` : 'nothing found'}${where}`;
}
