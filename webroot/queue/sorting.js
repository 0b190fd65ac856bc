/** Rows in the order of a column, else in the manager's. */

import { inOrder } from './table.js';

/** Sorting more takes longer than a frame: then it is done again only now and then. */
const MOST_AT_ONCE = 5000;
const PAUSE_MILLIS = 1000;

export class Sorting {
  /** {key, down}, or null for the manager's order. */
  by = null;
  #redraw;
  #sorted = { list: null, by: null, shown: [] };
  #timer = 0;

  constructor(redraw) {
    this.#redraw = redraw;
  }

  close() {
    clearTimeout(this.#timer);
  }

  /** The column's head was pressed: up, down, and back to the manager's order. */
  press(key) {
    const again = this.by?.key === key;
    this.by = again && this.by.down ? null : { key, down: again };
    this.#redraw();
  }

  /** "size true" is down by size, nothing is the manager's order. */
  choose(value) {
    const [key, down] = value.split(' ');
    this.by = value ? { key, down: down === 'true' } : null;
    this.#redraw();
  }

  /** Rows changed. */
  changed({ length }) {
    if (!this.by || length <= MOST_AT_ONCE) {
      this.#sorted.list = null;
      return;
    }
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      this.#sorted.list = null;
      this.#redraw();
    }, PAUSE_MILLIS);
  }

  shown(list) {
    const { by } = this;
    if (!by) return list;
    if (this.#sorted.list !== list || this.#sorted.by !== by) {
      this.#sorted = { list, by, shown: inOrder(list, by) };
    }
    return this.#sorted.shown;
  }
}
