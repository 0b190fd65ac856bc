/** Jobs that ended: the archive, or all of them, searched by the farm itself. */

import { html, nothing, repeat } from '../../html.js';
import { bytes, duration, moment, plainName } from '../../words.js';
import { whenStill } from '../paint.js';

const LIMIT = 100;
const STATES = [['', 'all'], ['COMPLETE', 'complete'], ['FAILED', 'failed'], ['STOPPED', 'stopped']];
const PLACES = [['true', 'in the archive'], ['', 'ended, archived or not']];

export class Archive {
  #app;
  #paint;
  #text;
  #place = '';
  #state = '';
  #jobs = null;
  #next = null;
  #error = '';
  #asked = 0;
  #seek;

  constructor(app, paint, params) {
    this.#app = app;
    this.#paint = paint;
    this.#text = params.text ?? '';
    this.#seek = whenStill(250, () => this.#load());
    this.#load();
  }

  async #load(more = false) {
    const number = (this.#asked += 1);
    try {
      const page = await this.#app.api.get('/api/v1/jobs', {
        archived: this.#place,
        state: this.#state || 'COMPLETE,FAILED,STOPPED',
        text: this.#text.trim(),
        order: 'ENDED',
        limit: LIMIT,
        cursor: more ? this.#next : null,
      });
      if (number !== this.#asked) return;
      this.#jobs = more ? [...this.#jobs, ...page.jobs] : page.jobs;
      this.#next = page.next;
      this.#error = '';
      if (this.#text) this.#app.say(`${this.#jobs.length}${this.#next ? ' or more' : ''} found`);
    } catch (e) {
      if (number !== this.#asked) return;
      this.#error = e.message;
    }
    this.#paint();
  }

  template() {
    const jobs = this.#jobs;
    return html`<section class="card panel" aria-labelledby="archive-title">
      <div class="section-head">
        <h2 id="archive-title">Ended jobs</h2>
        <p class="choices">
          ${this.#pick('Where', this.#place, PLACES, (value) => (this.#place = value))}
          ${this.#pick('How they ended', this.#state, STATES, (value) => (this.#state = value))}
          <label
            ><span class="unseen">Search ended jobs</span>
            <input type="search" placeholder="Name, note, path, user" .value=${this.#text}
              @input=${(e) => { this.#text = e.target.value; this.#seek(); }}
          /></label>
        </p>
      </div>
      ${this.#error ? html`<p class="trouble" role="alert">${plainName(this.#error)}</p>` : nothing}
      ${jobs === null && !this.#error ? html`<p class="quiet">asking…</p>` : nothing}
      ${jobs?.length === 0 ? html`<p class="quiet">No such jobs.</p>` : nothing}
      ${jobs?.length > 0 ? this.#table(jobs) : nothing}
      ${this.#next ? html`<button type="button" class="button" @click=${() => this.#load(true)}>Show more</button>` : nothing}
    </section>`;
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

  #table(jobs) {
    const now = Date.now();
    return html`<div class="wide" tabindex="0" role="group" aria-label="Ended jobs as a table">
      <table class="archive">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Outcome</th>
            <th scope="col">Ended</th>
            <th scope="col" class="figure less">Took</th>
            <th scope="col" class="figure less">Size</th>
            <th scope="col" class="figure">Saved</th>
            <th scope="col" class="less">Preset</th>
            <th scope="col" class="less">Worker</th>
            <th scope="col" class="less">User</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(jobs, (job) => job.id, (job) => row(job, now))}
        </tbody>
      </table>
    </div>`;
  }
}

function row(job, now) {
  const outcome = job.state.toLowerCase();
  return html`<tr>
    <th scope="row"><a href="#/jobs/${encodeURIComponent(job.id)}">${plainName(job.name)}</a></th>
    <td><span class="mark" data-mark=${outcome}>${outcome}</span>${job.undoneMillis > 0 ? ', undone' : ''}</td>
    <td class="when">${moment(job.endedMillis, now)}</td>
    <td class="figure less">${job.startedMillis > 0 ? duration((job.endedMillis - job.startedMillis) / 1000) : '–'}</td>
    <td class="figure less">${bytes(job.inputBytes)}${job.resultBytes > 0 ? ` → ${bytes(job.resultBytes)}` : ''}</td>
    <td class="figure">${savings(job)}</td>
    <td class="less">${plainName(job.preset)}</td>
    <td class="less">${plainName(job.workerId ?? '')}</td>
    <td class="less">${plainName(job.user)}</td>
  </tr>`;
}

const savings = ({ inputBytes, resultBytes }) =>
  resultBytes > 0 && inputBytes > 0 ? `${Math.round((100 * (inputBytes - resultBytes)) / inputBytes)} %` : '–';
