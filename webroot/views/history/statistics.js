/** Hours, sizes and savings: by month, preset, worker or user. */

import { html, nothing } from '../../html.js';
import { bytes, plainName } from '../../words.js';
import { bars, share } from './bars.js';

const BY = [['MONTH', 'Month'], ['PRESET', 'Preset'], ['WORKER', 'Worker'], ['USER', 'User']];
const SPANS = [['30', 'the last 30 days'], ['365', 'the last year'], ['', 'all the time']];
const DAY_MILLIS = 86400000;
/** As many months as a chart shows. */
const MOST_BARS = 24;

const saved = (row) => row.inputBytes - row.resultBytes;
const signed = (value) => (value < 0 ? `−${bytes(-value)}` : bytes(value));
const hours = (millis) => `${(millis / 3600000).toFixed(millis < 36000000 ? 1 : 0)} h`;

/** Those that narrow screens leave out say so. */
const COLUMNS = [
  ['Complete', ''],
  ['Failed', ''],
  ['Stopped', 'less'],
  ['Transcoding', ''],
  ['Busy', 'less'],
  ['Taken in', 'less'],
  ['Results', 'less'],
  ['Saved', ''],
];

const FIGURES = {
  saved: { words: 'Space saved', of: saved, say: signed },
  hours: { words: 'Hours of transcoding', of: (row) => row.transcodeMillis, say: hours },
  jobs: { words: 'Jobs complete', of: (row) => row.complete, say: String },
};

export class Statistics {
  #app;
  #paint;
  #by = 'MONTH';
  #span = '365';
  #figure = 'saved';
  #rows = null;
  #error = '';
  #asked = 0;

  constructor(app, paint) {
    this.#app = app;
    this.#paint = paint;
    this.#load();
  }

  async #load() {
    const number = (this.#asked += 1);
    const from = this.#span === '' ? 0 : Date.now() - Number(this.#span) * DAY_MILLIS;
    try {
      const answer = await this.#app.api.get('/api/v1/statistics', { by: this.#by, from: Math.round(from) || null });
      if (number !== this.#asked) return;
      this.#rows = answer.rows;
      this.#error = '';
    } catch (e) {
      if (number !== this.#asked) return;
      this.#error = e.message;
    }
    this.#paint();
  }

  template() {
    const rows = this.#sorted();
    return html`<section class="card panel" aria-labelledby="statistics-title">
      <div class="section-head">
        <h2 id="statistics-title">Statistics</h2>
        <p class="choices">
          ${this.#pick('By', this.#by, BY, (value) => (this.#by = value))}
          ${this.#pick('Of', this.#span, SPANS, (value) => (this.#span = value))}
        </p>
      </div>
      ${this.#error ? html`<p class="trouble" role="alert">${plainName(this.#error)}</p>` : nothing}
      ${this.#rows === null && !this.#error ? html`<p class="quiet">asking…</p>` : nothing}
      ${this.#rows !== null && rows.length === 0 ? html`<p class="quiet">Nothing ended in that time.</p>` : nothing}
      ${rows.length > 0 ? html`${this.#totals(rows)} ${this.#chart(rows)} ${this.#table(rows)}` : nothing}
    </section>`;
  }

  /** Months as they came; everything else by what is looked at. */
  #sorted() {
    const rows = [...(this.#rows ?? [])];
    const { of } = FIGURES[this.#figure];
    if (this.#by === 'MONTH') return rows.sort((a, b) => (a.key < b.key ? -1 : 1));
    return rows.sort((a, b) => of(b) - of(a));
  }

  #pick(label, value, options, put) {
    const change = (e) => {
      put(e.target.value);
      this.#load();
    };
    return html`<label
      ><span class="unseen">${label}</span>
      <select @change=${change}>
        ${options.map(([each, words]) => html`<option value=${each} ?selected=${each === value}>${words}</option>`)}
      </select></label
    >`;
  }

  #totals(rows) {
    const sum = (of) => rows.reduce((total, row) => total + of(row), 0);
    const input = sum((row) => row.inputBytes);
    const less = sum(saved);
    return html`<dl class="totals">
      ${[
        ['Complete', sum((row) => row.complete)],
        ['Failed', sum((row) => row.failed)],
        ['Transcoding', hours(sum((row) => row.transcodeMillis))],
        ['Taken in', bytes(input)],
        ['Space saved', `${signed(less)}${input > 0 ? ` (${Math.round((100 * less) / input)} %)` : ''}`],
      ].map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
    </dl>`;
  }

  #chart(rows) {
    const { words, of, say } = FIGURES[this.#figure];
    const choose = (name) => () => {
      this.#figure = name;
      this.#paint();
    };
    return html`<div class="figure-choice" role="group" aria-label="What the chart shows">
        ${Object.entries(FIGURES).map(
          ([name, figure]) =>
            html`<button type="button" class="button" aria-pressed=${name === this.#figure} @click=${choose(name)}>${figure.words}</button>`,
        )}
      </div>
      ${this.#by === 'MONTH'
        ? bars(words, rows.slice(-MOST_BARS).map((row) => ({ key: row.key, value: of(row) })), say)
        : nothing}`;
  }

  #table(rows) {
    const { of } = FIGURES[this.#figure];
    const top = Math.max(...rows.map(of), 0);
    const name = BY.find(([value]) => value === this.#by)[1];
    return html`<div class="wide" tabindex="0" role="group" aria-label="Statistics as a table">
      <table class="statistics" data-by=${this.#by}>
        <thead>
          <tr>
            <th scope="col">${name}</th>
            <th scope="col" class="share-column"><span class="unseen">Share</span></th>
            ${COLUMNS.map(([each, less]) => html`<th scope="col" class="figure ${less}">${each}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <th scope="row">${plainName(row.key) || '(none)'}</th>
                <td>${share(of(row), top)}</td>
                <td class="figure">${row.complete}</td>
                <td class="figure">${row.failed}</td>
                <td class="figure less">${row.stopped}</td>
                <td class="figure">${hours(row.transcodeMillis)}</td>
                <td class="figure less">${hours(row.busyMillis)}</td>
                <td class="figure less">${bytes(row.inputBytes)}</td>
                <td class="figure less">${bytes(row.resultBytes)}</td>
                <td class="figure">
                  ${signed(saved(row))}${row.inputBytes > 0 ? ` (${Math.round((100 * saved(row)) / row.inputBytes)} %)` : ''}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}
