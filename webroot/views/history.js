/** What the farm did: its figures, and every job that ended. */

import { html } from '../html.js';
import { Archive } from './history/archive.js';
import { Statistics } from './history/statistics.js';
import { painter } from './paint.js';

export const title = 'History';

export function open(root, params, app) {
  const paint = painter(
    root,
    () => html`<header class="view-head"><h1>History</h1></header>
      <div class="history">${statistics.template()} ${archive.template()}</div>`,
  );
  const statistics = new Statistics(app, paint);
  const archive = new Archive(app, paint, params);
  return { draw: paint, close: () => paint.close() };
}
