/** What the farm got done in the last hours: three figures over time, and the space saved. */

import { html, nothing } from '../html.js';
import { bytes, counted } from '../words.js';
import { chart, thinned } from './chart.js';

const ASK_MILLIS = 60000;
const MOST_POINTS = 180;
/** Jobs are few: they are counted over longer steps. */
const MOST_SUMS = 36;
const SPANS = [
  { hours: 1, words: '1 hour' },
  { hours: 6, words: '6 hours' },
  { hours: 24, words: '24 hours' },
];

export class Throughput {
  #api;
  #redraw;
  #timer;
  #found = null;
  #trouble = '';
  #hours = 6;
  /** Which moment is looked at: 0 the first, 1 the last; null for none. */
  #at = null;

  constructor(api, redraw) {
    this.#api = api;
    this.#redraw = redraw;
    this.#ask();
    this.#timer = setInterval(() => document.hidden || this.#ask(), ASK_MILLIS);
  }

  close() {
    clearInterval(this.#timer);
  }

  /** Bytes that all results since the farm began are smaller than their sources; null while unknown. */
  get savedBytes() {
    return this.#found?.savedBytes ?? null;
  }

  async #ask() {
    try {
      this.#found = await this.#api.get('/api/v1/throughput');
      this.#trouble = '';
    } catch (e) {
      this.#trouble = e.message;
    }
    this.#redraw();
  }

  template() {
    return html`<section class="throughput card" aria-labelledby="throughput-title">
      <div class="section-head">
        <h2 id="throughput-title">Throughput</h2>
        <div class="spans" role="group" aria-label="Time shown">
          ${SPANS.map(({ hours, words }) => html`<button type="button" class="span" aria-pressed=${String(hours === this.#hours)}
            @click=${() => this.#span(hours)}>${words}</button>`)}
        </div>
      </div>
      ${this.#trouble ? html`<p class="quiet">${this.#trouble}</p>` : nothing}
      ${this.#found ? html`<div class="charts">${this.#charts(this.#found)}</div>` : nothing}
    </section>`;
  }

  #span(hours) {
    this.#hours = hours;
    this.#at = null;
    this.#redraw();
  }

  #charts({ stepSeconds, endMillis, fps, fetchBytesPerSecond, returnBytesPerSecond, completed }) {
    const count = Math.round((this.#hours * 3600) / stepSeconds);
    const moved = fetchBytesPerSecond.map((each, i) => each + (returnBytesPerSecond[i] ?? 0));
    const of = (label, lane, values, words, sum = false) => {
      const thin = thinned(values.slice(-count), sum ? MOST_SUMS : MOST_POINTS, sum);
      return chart({
        label,
        lane,
        words,
        each: sum ? ` in ${Math.round((stepSeconds * thin.size) / 60)} min` : '',
        values: thin.values,
        stepSeconds: stepSeconds * thin.size,
        endMillis,
        at: this.#at,
        point: (share) => this.#look(share),
      });
    };
    return [
      of('Transcoding', 'transcode', fps, (value) => `${Math.round(value)} fps`),
      of('Transferred', 'fetch', moved, (value) => `${bytes(value)}/s`),
      of('Completed', 'return', completed, (value) => counted(Math.round(value), 'job'), true),
    ];
  }

  #look(share) {
    if (this.#at === share) return;
    this.#at = share;
    this.#redraw();
  }
}
