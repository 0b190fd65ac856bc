/** Which row the visitor is at, and which are selected: by mouse, finger and keys. */

import { onKey } from './keys.js';
import { rowHeight } from './table.js';

export class Choosing {
  /** The row that the keys are at. */
  at = 0;
  #app;
  #queue;
  #selection;
  #wantsFocus = false;

  /** queue: {scroller, shown, drag, deeds, moves, mayMove} as they are at the time. */
  constructor(app, queue, selection) {
    this.#app = app;
    this.#queue = queue;
    this.#selection = selection;
  }

  listen(scroller) {
    // Shift selects rows, not their text.
    scroller.addEventListener('mousedown', (event) => event.shiftKey && event.preventDefault());
    scroller.addEventListener('click', (event) => this.#click(event));
    scroller.addEventListener('dblclick', (event) => this.#open(event));
    scroller.addEventListener('focusin', (event) => this.#focused(event));
    scroller.addEventListener('keydown', (event) => onKey(event, this.#keys()));
  }

  #focused(event) {
    const row = event.target.closest('.q-row[data-id]');
    if (row) this.at = Number(row.dataset.index);
  }

  get #may() {
    return this.#app.may('SUBMITTER');
  }

  /** A checkbox was pressed. */
  check(event, job) {
    event.stopPropagation();
    this.at = this.#queue.shown.indexOf(job);
    if (event.shiftKey) this.#selection.extend(job.id, this.#queue.shown);
    else this.#selection.toggle(job.id, this.#queue.shown);
    this.#app.redraw();
  }

  #click(event) {
    const row = event.target.closest('.q-row[data-id]');
    if (!row || event.target.closest('a, button, input, [data-grip]')) return;
    this.at = Number(row.dataset.index);
    const { id } = row.dataset;
    const alone = this.#selection.ids.size === 1 && this.#selection.has(id);
    if (!this.#may) return;
    if (event.shiftKey) this.#selection.extend(id, this.#queue.shown);
    else if (event.ctrlKey || event.metaKey) this.#selection.toggle(id, this.#queue.shown);
    else if (alone) this.#selection.clear();
    else this.#selection.only(id);
    this.#app.redraw();
  }

  #open(event) {
    const row = event.target.closest('.q-row[data-id]');
    if (row && !event.target.closest('a, button, input')) this.#app.go(`#/jobs/${row.dataset.id}`);
  }

  clear() {
    if (this.#queue.drag.cancel()) return;
    this.#selection.clear();
    this.#app.redraw();
  }

  all() {
    if (!this.#may) return;
    this.#selection.selectAll();
    this.#app.redraw();
  }

  #toggle(job) {
    if (!this.#may) return;
    this.#selection.toggle(job.id, this.#queue.shown);
    this.#app.redraw();
  }

  #move(job, by) {
    if (!this.#queue.mayMove) return;
    this.#queue.moves.step(job, by);
    this.#go(this.#queue.shown.indexOf(job), false);
  }

  #remove(job) {
    if (this.#selection.empty) this.#selection.only(job.id);
    const action = this.#queue.deeds.actions().find(({ key }) => key === 'DELETE');
    if (action) this.#queue.deeds.act(action);
  }

  #keys() {
    const { scroller, shown, deeds } = this.#queue;
    const job = shown[this.at];
    const onJob = (does) => () => job && does(job);
    return {
      at: this.at,
      count: shown.length,
      page: Math.max(1, Math.floor(scroller.clientHeight / rowHeight(scroller)) - 2),
      go: (index, extend) => this.#go(index, extend),
      all: () => this.all(),
      clear: () => this.clear(),
      move: (by) => job && this.#move(job, by),
      toggle: onJob((each) => this.#toggle(each)),
      open: onJob((each) => this.#app.go(`#/jobs/${each.id}`)),
      why: onJob((each) => each.state === 'QUEUED' && deeds.why(each)),
      remove: onJob((each) => this.#remove(each)),
    };
  }

  #go(index, extend) {
    const { scroller, shown } = this.#queue;
    this.at = Math.max(0, Math.min(shown.length - 1, index));
    const job = shown[this.at];
    if (extend && job && this.#may) this.#selection.extend(job.id, shown);
    const height = rowHeight(scroller);
    const seen = scroller.clientHeight - scroller.firstElementChild.offsetHeight;
    const top = this.at * height;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + height > scroller.scrollTop + seen) scroller.scrollTop = top + height - seen;
    this.#wantsFocus = true;
    this.#app.redraw();
  }

  /** After drawing: the row that the keys went to gets the focus. */
  drawn(root) {
    if (!this.#wantsFocus) return;
    this.#wantsFocus = false;
    root.querySelector(`.q-row[data-index="${this.at}"]`)?.focus({ preventScroll: true });
  }
}
