/** Dragging rows by their grips, with mouse, pen or finger; near an edge the table scrolls along. */

const EDGE_PIXELS = 48;
const SCROLL_PIXELS = 14;
/** Less is a click. */
const SLACK_PIXELS = 5;

export class Drag {
  /** The row before which it would be dropped, or null while nothing is dragged. */
  dropAt = null;
  #scroller;
  #height;
  #over;
  #moved;
  #dropped;
  #start = null;
  #y = 0;
  #frame = 0;

  /**
   * height() is that of a row; over(index) says where it may be dropped when it is over that row, or
   * null; moved() draws that; dropped(id, index) does it.
   */
  constructor(scroller, { height, over, moved, dropped }) {
    this.#scroller = scroller;
    this.#height = height;
    this.#over = over;
    this.#moved = moved;
    this.#dropped = dropped;
    scroller.addEventListener('pointerdown', (event) => this.#down(event));
    scroller.addEventListener('pointermove', (event) => this.#move(event));
    scroller.addEventListener('pointerup', () => this.#end(true));
    scroller.addEventListener('pointercancel', () => this.#end(false));
  }

  /** Gives up what is dragged; says whether something was. */
  cancel() {
    const dragged = this.dropAt !== null;
    this.#end(false);
    return dragged;
  }

  #down(event) {
    const grip = event.target.closest('[data-grip]');
    if (!grip || event.button !== 0) return;
    event.preventDefault();
    this.#start = { id: grip.closest('[data-id]').dataset.id, y: event.clientY };
    this.#scroller.setPointerCapture(event.pointerId);
  }

  #move(event) {
    if (!this.#start) return;
    this.#y = event.clientY;
    if (this.dropAt === null && Math.abs(this.#y - this.#start.y) < SLACK_PIXELS) return;
    this.#look();
    this.#frame ||= requestAnimationFrame(() => this.#roll());
  }

  #look() {
    const { top } = this.#scroller.getBoundingClientRect();
    const y = this.#y - top + this.#scroller.scrollTop - this.#scroller.firstElementChild.offsetHeight;
    this.dropAt = this.#over(Math.max(0, Math.round(y / this.#height())));
    this.#scroller.dataset.dragging = 'true';
    this.#moved();
  }

  #roll() {
    this.#frame = 0;
    if (!this.#start || this.dropAt === null) return;
    const { top, bottom } = this.#scroller.getBoundingClientRect();
    const way = this.#y < top + EDGE_PIXELS ? -1 : this.#y > bottom - EDGE_PIXELS ? 1 : 0;
    if (way !== 0) {
      this.#scroller.scrollTop += way * SCROLL_PIXELS;
      this.#look();
    }
    this.#frame = requestAnimationFrame(() => this.#roll());
  }

  #end(drops) {
    const start = this.#start;
    const at = this.dropAt;
    this.#start = null;
    this.dropAt = null;
    delete this.#scroller.dataset.dragging;
    if (at === null) return;
    this.#moved();
    if (drops) this.#dropped(start.id, at);
  }
}
