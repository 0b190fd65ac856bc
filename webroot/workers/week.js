/** The week of a worker: 7 × 24 hours to paint, with mouse, finger or keys. */

import { html } from '../html.js';

const WHOLE = 0xffffff;
const NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
/** Monday first, as most calendars have it; masks count from Sunday. */
const DAYS = [1, 2, 3, 4, 5, 6, 0];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

const bit = (hour) => 1 << (23 - hour);
const span = (from, to) => HOURS.filter((hour) => (from < to ? hour >= from && hour < to : hour >= from || hour < to)).reduce((mask, hour) => mask | bit(hour), 0);

/** Weeks that many want, one click each. */
export const WEEKS = [
  { words: 'Always', masks: NAMES.map(() => WHOLE) },
  { words: 'Nights', masks: NAMES.map(() => span(20, 8)) },
  { words: 'Outside office hours', masks: NAMES.map((_, day) => (day === 0 || day === 6 ? WHOLE : span(18, 8))) },
  { words: 'Weekends', masks: NAMES.map((_, day) => (day === 0 || day === 6 ? WHOLE : 0)) },
  { words: 'Never', masks: NAMES.map(() => 0) },
];

export const isOpen = (masks, day, hour) => (masks[day] & bit(hour)) !== 0;

/** How many hours of the week are open. */
export const openHours = (masks) =>
  DAYS.reduce((sum, day) => sum + HOURS.filter((hour) => isOpen(masks, day, hour)).length, 0);

const hourWords = (hour) => `${String(hour).padStart(2, '0')}:00`;

/** The grid; painted(masks) is told of every stroke. */
export class Week {
  #painted;
  #redraw;
  #masks = [];
  #brush = null;
  #at = { row: 0, hour: 0 };
  #wantsFocus = false;

  constructor(painted, redraw) {
    this.#painted = painted;
    this.#redraw = redraw;
  }

  /** now: {day, hour} by the worker's clock, to be marked; or null. */
  template(masks, disabled, now) {
    this.#masks = masks;
    return html`<div class="week" role="grid" aria-label="Hours in which it may work" aria-disabled=${String(disabled)}
      @pointerdown=${(event) => disabled || this.#down(event)} @pointermove=${(event) => this.#move(event)}
      @pointerup=${() => (this.#brush = null)} @pointercancel=${() => (this.#brush = null)}
      @keydown=${(event) => disabled || this.#key(event)}>
      <div class="week-row week-head" role="row">
        <span role="columnheader"><span class="unseen">Day</span></span>
        ${HOURS.map((hour) => html`<span role="columnheader" aria-label=${hourWords(hour)}>
          <button type="button" tabindex="-1" ?disabled=${disabled} title=${`${hourWords(hour)} on every day`} @click=${() => this.#column(hour)}>${hour}</button>
        </span>`)}
      </div>
      ${DAYS.map((day, row) => this.#row(day, row, disabled, now))}
    </div>`;
  }

  #row(day, row, disabled, now) {
    return html`<div class="week-row" role="row">
      <span role="rowheader" aria-label=${NAMES[day]}>
        <button type="button" tabindex="-1" ?disabled=${disabled} title=${`The whole ${NAMES[day]}`} @click=${() => this.#day(day)}>${NAMES[day].slice(0, 3)}</button>
      </span>
      ${HOURS.map((hour) => {
        const here = this.#at.row === row && this.#at.hour === hour;
        return html`<span role="gridcell" class="hour" data-row=${row} data-hour=${hour}
          data-now=${String(now?.day === day && now.hour === hour)} tabindex=${here ? 0 : -1}
          aria-selected=${String(isOpen(this.#masks, day, hour))}
          aria-label=${`${NAMES[day]} ${hourWords(hour)}, ${isOpen(this.#masks, day, hour) ? 'open' : 'closed'}`}></span>`;
      })}
    </div>`;
  }

  /** After drawing: the cell that the keys went to gets the focus. */
  drawn(root) {
    if (!this.#wantsFocus) return;
    this.#wantsFocus = false;
    root.querySelector(`.hour[data-row="${this.#at.row}"][data-hour="${this.#at.hour}"]`)?.focus();
  }

  #put(row, hour, open) {
    const day = DAYS[row];
    const masks = [...this.#masks];
    masks[day] = open ? masks[day] | bit(hour) : masks[day] & ~bit(hour);
    if (masks[day] === this.#masks[day]) return;
    this.#masks = masks;
    this.#painted(masks);
  }

  #down(event) {
    const cell = event.target.closest('.hour');
    if (!cell || event.button !== 0) return;
    event.preventDefault();
    // The finger that went down would else hold all that follows to its first cell.
    if (cell.hasPointerCapture?.(event.pointerId)) cell.releasePointerCapture(event.pointerId);
    this.#at = { row: Number(cell.dataset.row), hour: Number(cell.dataset.hour) };
    this.#brush = cell.getAttribute('aria-selected') !== 'true';
    this.#put(this.#at.row, this.#at.hour, this.#brush);
    this.#wantsFocus = true;
    this.#redraw();
  }

  #move(event) {
    if (this.#brush === null) return;
    if (event.buttons === 0) {
      this.#brush = null;
      return;
    }
    const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest('.hour');
    if (cell) this.#stroke({ row: Number(cell.dataset.row), hour: Number(cell.dataset.hour) });
  }

  /** From where the brush was: a fast one is seen in few places only. */
  #stroke(to) {
    const from = this.#at;
    const steps = Math.max(Math.abs(to.row - from.row), Math.abs(to.hour - from.hour));
    for (let i = 1; i <= steps; i += 1) {
      const between = (a, b) => Math.round(a + ((b - a) * i) / steps);
      this.#put(between(from.row, to.row), between(from.hour, to.hour), this.#brush);
    }
    this.#at = to;
  }

  #key(event) {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const { row, hour } = this.#at;
    const open = isOpen(this.#masks, DAYS[row], hour);
    if (step) {
      this.#at = { row: (row + step[0] + 7) % 7, hour: (hour + step[1] + 24) % 24 };
      if (event.shiftKey) this.#put(this.#at.row, this.#at.hour, open);
    } else if (event.key === ' ' || event.key === 'Enter') {
      this.#put(row, hour, !open);
    } else {
      return;
    }
    if (event.target.closest('button')) return;
    event.preventDefault();
    this.#wantsFocus = true;
    this.#redraw();
  }

  #day(day) {
    const masks = [...this.#masks];
    masks[day] = masks[day] === WHOLE ? 0 : WHOLE;
    this.#painted(masks);
  }

  #column(hour) {
    const all = this.#masks.every((mask) => mask & bit(hour));
    this.#painted(this.#masks.map((mask) => (all ? mask & ~bit(hour) : mask | bit(hour))));
  }
}
