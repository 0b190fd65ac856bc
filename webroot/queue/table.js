/** A table of however many rows: only those that can be seen are there. */

import { html, icon, nothing, repeat } from '../html.js';
import { laneBar, runOf } from '../parts/lanes.js';
import { ago, bytes, duration, moment, percent, plainName, resultSize, speed, terms } from '../words.js';

/** Rows above and below what can be seen, so that scrolling finds them drawn. */
const SPARE = 8;
const STATES = { RUNNING: 'running', QUEUED: 'waiting', COMPLETE: 'complete', FAILED: 'failed', STOPPED: 'stopped' };

/** The columns; key is what a click on the head sorts by. */
export const COLUMNS = [
  { key: 'name', words: 'Job', of: (job) => job.name.toLowerCase() },
  { key: 'state', words: 'State', of: (job) => `${job.state} ${job.suspended}` },
  { key: 'preset', words: 'Preset', of: (job) => job.preset.toLowerCase() },
  { key: 'user', words: 'User', of: (job) => job.user },
  { key: 'priority', words: 'Priority', of: (job) => job.priority },
  { key: 'worker', words: 'Worker', of: (job) => job.workerId ?? '' },
  { key: 'size', words: 'Size', of: (job) => job.inputBytes },
  { key: 'when', words: 'Since', of: (job) => job.endedMillis || job.startedMillis || job.submittedMillis },
];

/** The rows by what stands in a column. */
export function inOrder(list, { key, down }) {
  const { of } = COLUMNS.find((column) => column.key === key);
  const keyed = list.map((job) => ({ job, value: of(job) }));
  keyed.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  if (down) keyed.reverse();
  return keyed.map(({ job }) => job);
}

/** {first, last}: which rows are drawn, by where the scroller stands. */
export function windowOf(scroller, total) {
  const height = rowHeight(scroller);
  const first = Math.max(0, Math.floor(scroller.scrollTop / height) - SPARE);
  const last = Math.min(total, Math.ceil((scroller.scrollTop + scroller.clientHeight) / height) + SPARE);
  return { first, last };
}

/** Pixels; the style sheet says it. */
export const rowHeight = (scroller) => parseFloat(getComputedStyle(scroller).getPropertyValue('--row')) || 44;

export function tableHead(sort, sortBy) {
  return html`<div class="q-head q-row" role="row" aria-rowindex="1">
    <span role="columnheader" class="q-check"><span class="unseen">Selected</span></span>
    <span role="columnheader" class="q-grip"><span class="unseen">Order</span></span>
    ${COLUMNS.map(({ key, words }, index) => html`<span role="columnheader" class="q-${key}"
      aria-sort=${sort?.key !== key ? 'none' : sort.down ? 'descending' : 'ascending'}>
      <button type="button" tabindex=${index === 0 ? 0 : -1} @click=${() => sortBy(key)}>${words}${sort?.key === key ? (sort.down ? ' ↓' : ' ↑') : ''}</button>
    </span>`)}
    <span role="columnheader" class="q-why"><span class="unseen">Why it waits</span></span>
  </div>`;
}

/**
 * The rows of the window, each in its place; those not loaded yet are grey. The row that the keys
 * are at is always there: without it they would have nowhere to be.
 *
 * queue: {farm, shown, total, selection, focused, draggable, dropAt, may, now, on: {check, why}}
 */
export function tableRows(queue, { first, last }) {
  const indices = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  const { focused, shown } = queue;
  if (focused < first && focused < shown.length) indices.unshift(focused);
  else if (focused >= last && focused < shown.length) indices.push(focused);
  return repeat(
    indices,
    (index) => queue.shown[index]?.id ?? `empty ${index}`,
    (index) => (index < queue.shown.length ? row(queue, queue.shown[index], index) : ghost(index)),
  );
}

const place = (index) => `transform: translateY(calc(${index} * var(--row)))`;

const ghost = (index) => html`<div class="q-row q-ghost" role="row" aria-rowindex=${index + 2} .style=${place(index)}>
  <span role="gridcell" class="unseen">not loaded yet</span>
</div>`;

function row(queue, job, index) {
  const { selection, focused, draggable, dropAt, may, on } = queue;
  const name = plainName(job.name);
  const chosen = selection.has(job.id);
  const moves = draggable && job.state === 'QUEUED';
  return html`<div class="q-row" role="row" data-id=${job.id} data-index=${index} aria-rowindex=${index + 2}
    aria-selected=${String(chosen)} tabindex=${focused === index ? 0 : -1} data-drop=${dropAt === index ? 'true' : nothing}
    data-state=${job.suspended && !(job.endedMillis > 0) ? 'suspended' : STATES[job.state]} .style=${place(index)}>
    <span role="gridcell" class="q-check">${may
      ? html`<input type="checkbox" tabindex="-1" aria-label=${`Select ${name}`} .checked=${chosen} @click=${(event) => on.check(event, job)}>`
      : nothing}</span>
    <span role="gridcell" class="q-grip">${moves ? html`<span class="grip" data-grip>${icon('grip')}</span>` : nothing}</span>
    <span role="gridcell" class="q-name"><a class="name" dir="auto" tabindex="-1" href=${`#/jobs/${job.id}`} title=${name}>${name}</a></span>
    <span role="gridcell" class="q-state">${state(queue.farm, job, queue.now)}</span>
    <span role="gridcell" class="q-preset" title=${plainName(job.preset)}>${plainName(job.preset)}</span>
    <span role="gridcell" class="q-user">${job.user}${job.pool ? html`<span class="pool">${job.pool}</span>` : nothing}</span>
    <span role="gridcell" class="q-priority">${priority(job)}</span>
    <span role="gridcell" class="q-worker">${job.workerId ?? ''}</span>
    <span role="gridcell" class="q-size">${bytes(job.inputBytes)}${job.state === 'COMPLETE' ? html`<span class="quiet"> → ${resultSize(job)}</span>` : nothing}</span>
    <span role="gridcell" class="q-when">${when(job, queue.now)}</span>
    <span role="gridcell" class="q-why">${job.state === 'QUEUED'
      ? html`<button type="button" class="ask-why" tabindex="-1" aria-label=${`Why does ${name} wait?`} @click=${() => on.why(job)}>why?</button>`
      : nothing}</span>
  </div>`;
}

function state(farm, job, now) {
  if (job.state === 'RUNNING') {
    const run = runOf(farm, job);
    const left = run.progress?.etaSeconds >= 0 ? `${duration(run.progress.etaSeconds)} left` : '';
    const words = [speed(run.progress), left].filter(Boolean).join(' · ');
    return html`${laneBar(job, run)}<span class="q-percent">${percent(run.done)}</span>
      <span class="q-run quiet">${job.suspended ? 'suspended' : words || run.words}</span>`;
  }
  const words = job.suspended && job.state === 'QUEUED' ? 'suspended' : STATES[job.state];
  const held = job.state === 'QUEUED' ? terms({ ...job, suspended: false }, now) : '';
  return html`<span class="mark" data-mark=${words}>${words}</span>${held
    ? html`<span class="q-run q-terms quiet">${held}</span>`
    : nothing}${job.failure && job.state !== 'COMPLETE'
    ? html`<span class="q-run quiet" title=${job.failure.message}>${job.failure.message}</span>`
    : nothing}`;
}

const priority = (job) => (job.priority === 100 ? 'held' : job.priority === 50 ? html`<span class="quiet">50</span>` : job.priority);

function when(job, now) {
  if (job.endedMillis > 0) return ago(job.endedMillis, now);
  if (job.notBeforeMillis > now) return `not before ${moment(job.notBeforeMillis, now)}`;
  return ago(job.startedMillis || job.submittedMillis, now);
}
