/** Which jobs are selected: some by their ids, or all that match but some. */

export class Selection {
  ids = new Set();
  /** All that match, shown or not, but those that were taken out. */
  all = false;
  #but = new Set();
  #anchor = null;

  get empty() {
    return !this.all && this.ids.size === 0;
  }

  has(id) {
    return this.all ? !this.#but.has(id) : this.ids.has(id);
  }

  /** How many of so many that match. */
  countOf(total) {
    return this.all ? Math.max(0, total - this.#but.size) : this.ids.size;
  }

  clear() {
    this.ids = new Set();
    this.#but = new Set();
    this.all = false;
    this.#anchor = null;
  }

  selectAll() {
    this.clear();
    this.all = true;
  }

  /** This one alone. */
  only(id) {
    this.clear();
    this.ids.add(id);
    this.#anchor = id;
  }

  /** This one too, or no longer. */
  toggle(id) {
    const marked = this.all ? this.#but : this.ids;
    if (!marked.delete(id)) marked.add(id);
    this.#anchor = id;
  }

  /** From the last one that was chosen to this one. */
  extend(id, shown) {
    const from = shown.findIndex((job) => job.id === (this.#anchor ?? id));
    const to = shown.findIndex((job) => job.id === id);
    if (to < 0) return;
    const [first, last] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
    this.all = false;
    this.#but = new Set();
    this.ids = new Set(shown.slice(first, last + 1).map((job) => job.id));
    this.#anchor ??= id;
  }

  /** Forgets what is no more. */
  drop(id) {
    this.ids.delete(id);
    this.#but.delete(id);
  }
}
