/** Which row the visitor is at, and which are selected: by mouse, finger and keys. */

import { onHeadKey, onKey } from './keys.js';
import { rowHeight } from './table.js';

export class Choosing {
  #app;
  #queue;
  #selection;
  /** The job that the keys are at, and where it was when it was seen last: rows come and go above it. */
  #id = null;
  #at = 0;
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
    scroller.addEventListener('keydown', (event) => this.#key(event));
  }

  /** Where the row is that the keys are at. */
  get at() {
    const { shown } = this.#queue;
    if (this.#id !== null && shown[this.#at]?.id !== this.#id) {
      const now = shown.findIndex(({ id }) => id === this.#id);
      if (now >= 0) this.#at = now;
    }
    return Math.max(0, Math.min(shown.length - 1, this.#at));
  }

  /** The first row, whatever comes to stand there. */
  begin() {
    this.#id = null;
    this.#at = 0;
  }

  #goTo(index, id) {
    this.#at = index;
    this.#id = id ?? null;
  }

  #focused(event) {
    const row = event.target.closest('.q-row[data-id]');
    if (row) this.#goTo(Number(row.dataset.index), row.dataset.id);
  }

  get #may() {
    return this.#app.may('SUBMITTER');
  }

  /** A checkbox was pressed. */
  check(event, job) {
    event.stopPropagation();
    this.#goTo(this.#queue.shown.indexOf(job), job.id);
    if (event.shiftKey) this.#selection.extend(job.id, this.#queue.shown);
    else this.#selection.toggle(job.id);
    this.#app.redraw();
  }

  #click(event) {
    const row = event.target.closest('.q-row[data-id]');
    if (!row || event.target.closest('a, button, input, [data-grip]')) return;
    const { id, index } = row.dataset;
    this.#goTo(Number(index), id);
    const alone = this.#selection.ids.size === 1 && this.#selection.has(id);
    if (!this.#may) return;
    if (event.shiftKey) this.#selection.extend(id, this.#queue.shown);
    else if (event.ctrlKey || event.metaKey) this.#selection.toggle(id);
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
    this.#selection.toggle(job.id);
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

  #key(event) {
    if (event.target.closest('.q-head')) onHeadKey(event, () => this.#go(this.at, false));
    else onKey(event, this.#keys());
  }

  #keys() {
    const { scroller, shown, deeds } = this.#queue;
    const { at } = this;
    // Never another than the one with the focus, not even where that one is gone and not drawn yet.
    const job = shown[at]?.id === this.#id ? shown[at] : null;
    const onJob = (does) => () => job && does(job);
    return {
      at,
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
    const at = Math.max(0, Math.min(shown.length - 1, index));
    const job = shown[at];
    this.#goTo(at, job?.id);
    if (extend && job && this.#may) this.#selection.extend(job.id, shown);
    const height = rowHeight(scroller);
    const seen = scroller.clientHeight - scroller.firstElementChild.offsetHeight;
    const top = at * height;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + height > scroller.scrollTop + seen) scroller.scrollTop = top + height - seen;
    this.#wantsFocus = true;
    this.#app.redraw();
  }

  /** Before drawing, which may take the row away that has the focus, or move it. */
  draws(root) {
    const active = document.activeElement;
    this.#wantsFocus ||= root.contains(active) && Boolean(active.closest('.q-row[data-id]'));
    const { at } = this;
    // Where its job is gone, the keys are at the one in its place.
    if (this.#id !== null) this.#goTo(at, this.#queue.shown[at]?.id);
  }

  /** After drawing: the row that the keys are at gets the focus, unless it, or something in it, has it. */
  drawn(root) {
    if (!this.#wantsFocus) return;
    this.#wantsFocus = false;
    const row = root.querySelector(`.q-row[data-index="${this.at}"]`);
    if (row && !row.contains(document.activeElement)) row.focus({ preventScroll: true });
  }
}
