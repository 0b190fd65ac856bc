/** What stands above the table: the filter, and what can be done with the selection. */

import { html, icon, live, nothing, option } from '../html.js';
import { count, counted } from '../words.js';
import { ORDERS, SHOWN } from './filter.js';
import { COLUMNS } from './table.js';

/** tabs: which kind of jobs, each with its number. */
export function tabs(filter, summary, choose) {
  return html`<div class="q-tabs" role="group" aria-label="Jobs shown">
    ${SHOWN.map(({ key, words, of }) => html`<button type="button" class="q-tab" data-key=${key}
      aria-pressed=${String(filter.shown === key)} @click=${() => choose({ shown: key })}>
      ${words}${summary ? html`<span class="quiet">${count(of(summary))}</span>` : nothing}
    </button>`)}
  </div>`;
}

/**
 * lists: {users, pools, workers} to choose from; sorting is that by a column,
 * where the heads of the columns find no place.
 */
export function filters(filter, lists, choose, sorting) {
  const pick = (key, label, values) => html`<label class="q-pick">
    <span class="unseen">${label}</span>
    <select @change=${(event) => choose({ [key]: event.target.value })} data-set=${filter[key] ? 'true' : nothing}>
      ${option('', `${label}: any`, !filter[key])}
      ${[...new Set([filter[key], ...values])].filter(Boolean).sort().map((value) => option(value, `${label}: ${value}`, value === filter[key]))}
    </select>
  </label>`;
  return html`<div class="q-filters" role="search">
    <label class="q-search">${icon('search')}<span class="unseen">Search</span>
      <input type="search" placeholder="Search name, file, user" .value=${live(filter.text)}
        @input=${(event) => choose({ text: event.target.value }, true)}>
    </label>
    ${pick('user', 'User', lists.users)} ${pick('pool', 'Pool', lists.pools)} ${pick('worker', 'Worker', lists.workers)}
    <label class="q-pick"><span class="unseen">Order</span>
      <select @change=${(event) => choose({ order: event.target.value })}>
        ${ORDERS.map(({ value, words }) => option(value, `Order: ${words}`, value === filter.order))}
      </select>
    </label>
    <label class="q-pick q-by"><span class="unseen">Sorted by</span>
      <select @change=${(event) => sorting.choose(event.target.value)} data-set=${sorting.by ? 'true' : nothing}>
        ${option('', 'Sorted: as ordered', !sorting.by)}
        ${COLUMNS.flatMap(({ key, words }) => [false, true].map((down) => {
          const chosen = sorting.by?.key === key && sorting.by.down === down;
          return option(`${key} ${down}`, `Sorted: ${words} ${down ? '↓' : '↑'}`, chosen);
        }))}
      </select>
    </label>
  </div>`;
}

const SORTS = [
  { value: 'AGE', words: 'first come, first served' },
  { value: 'SMALLEST', words: 'smallest first' },
  { value: 'SHORTEST', words: 'shortest first' },
];

/** How the farm itself runs what waits with the same priority. */
export function farmSort(settings, may, choose) {
  if (!settings) return nothing;
  return html`<label class="q-sort"><span>The farm runs</span>
    <select aria-label="How the farm sorts what waits" ?disabled=${!may} @change=${(event) => choose(event.target.value)}>
      ${SORTS.map(({ value, words }) => option(value, words, value === settings.sort))}
    </select>
  </label>`;
}

/**
 * One line: how many there are, or what can be done with those that are selected.
 *
 * bar: {number (selected), total, exact, actions, busy (words), may, on: {act, clear, all}}
 */
export function actionBar({ number, total, exact, actions, busy, may, on }) {
  const matching = `${count(total)}${exact ? '' : '+'} ${total === 1 && exact ? 'job' : 'jobs'}`;
  if (number === 0) {
    return html`<div class="q-bar">
      <p class="q-count">${matching}</p>
      ${may && total > 0 ? html`<button type="button" class="button" @click=${on.all}>Select all</button>` : nothing}
    </div>`;
  }
  return html`<div class="q-bar" data-chosen="true" role="toolbar" aria-label="What to do with the selection">
    <p class="q-count" role="status">${busy || html`<strong>${counted(number, 'job')}</strong> selected`}</p>
    <div class="q-actions">
      ${actions.map((action) => html`<button type="button" class="button" data-action=${action.key} ?disabled=${busy !== ''} @click=${() => on.act(action)}>
        ${icon(action.icon)}<span>${action.words}</span>
      </button>`)}
    </div>
    <button type="button" class="button" @click=${on.clear}>Clear</button>
  </div>`;
}
