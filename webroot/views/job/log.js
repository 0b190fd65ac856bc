/** HandBrake's log of one attempt: follows it while it grows, searches it, gives it away. */

import { html, nothing } from '../../html.js';
import { bytes } from '../../words.js';
import { atMostEvery, whenStill } from '../paint.js';
import { foundWords, marked } from './marks.js';

/** So much of a log is read at a time, and so much is kept in the page. */
const PART_BYTES = 65536;
const MOST_CHARS = 1048576;
const HURRY_MILLIS = 300;

export class JobLog {
  #path;
  #app;
  #paint;
  #address;
  #attempt = 0;
  #newest = 0;
  /** The attempt whose film is only fetched: there is no log before HandBrake says something. */
  #silent = 0;
  #text = '';
  #from = 0;
  #next = 0;
  #total = 0;
  #error = '';
  #asking = false;
  #again = false;
  #follow = true;
  #open = false;
  #sought = '';
  #found = 0;
  #at = 0;
  #jump = false;
  #gathering = false;
  #more;
  #seek;
  #heard = (said) => {
    if (said.attempt !== this.#attempt) return;
    this.#silent = 0;
    if (this.#open) this.#more();
  };

  constructor(id, path, app, paint) {
    this.#path = path;
    this.#app = app;
    this.#paint = paint;
    this.#address = `reelyard.job.${id}.log`;
    // What is said on the bus tells only that there is more: the worker's file knows it in order.
    this.#more = atMostEvery(HURRY_MILLIS, () => this.#open && this.#read());
    this.#seek = whenStill(150, () => this.#paint());
    app.bridge.hear(this.#address, this.#heard);
  }

  /** A new attempt is shown at once, unless an earlier one was picked. */
  follows(job) {
    const wasNewest = this.#attempt === this.#newest;
    this.#newest = job.attempt;
    if (job.state !== 'RUNNING' || job.stage === 'RETURNING') this.#silent = 0;
    else if (job.stage === 'FETCHING') this.#silent = job.attempt;
    if (wasNewest && job.attempt !== this.#attempt) this.#pick(job.attempt);
    else if (this.#open) this.#more();
  }

  close() {
    this.#app.bridge.leave(this.#address, this.#heard);
    this.#open = false;
  }

  #pick(attempt) {
    this.#attempt = attempt;
    this.#text = this.#error = '';
    this.#from = this.#next = this.#total = 0;
    if (this.#open) this.#read();
  }

  /** The end first, then what came since. */
  async #read() {
    if (this.#attempt === this.#silent) return;
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    const attempt = this.#attempt;
    try {
      const part = await this.#part(this.#next > 0 ? this.#next : -PART_BYTES);
      if (attempt === this.#attempt) {
        if (this.#next === 0) this.#from = part.fromByte;
        this.#take(this.#text + part.text, part);
        this.#again ||= part.nextByte < part.totalBytes && part.text !== '';
      } else {
        this.#again = true;
      }
    } catch (e) {
      this.#error = e.message;
    }
    this.#asking = false;
    if (this.#sought && this.#from > 0) this.#whole();
    this.#paint();
    if (this.#again && this.#open) {
      this.#again = false;
      this.#read();
    }
  }

  async #earlier() {
    this.#follow = false;
    await this.#before();
    this.#paint();
  }

  /** The part before those that are here; answers whether it came. */
  async #before() {
    const to = this.#from;
    const from = Math.max(0, to - PART_BYTES);
    const attempt = this.#attempt;
    try {
      const part = await this.#part(from, to - from);
      if (attempt !== this.#attempt || to !== this.#from) return false;
      this.#text = part.text + this.#text;
      this.#from = part.fromByte;
      return this.#from < to;
    } catch (e) {
      this.#error = e.message;
      return false;
    }
  }

  /** Who searches means the whole log: as much of it as the page holds. */
  async #whole() {
    if (this.#gathering) return;
    this.#gathering = true;
    while (this.#open && this.#sought && this.#from > 0 && this.#next - this.#from < MOST_CHARS) {
      if (!(await this.#before())) break;
    }
    this.#gathering = false;
    this.#jump = true;
    this.#paint();
  }

  #part(from, most = PART_BYTES) {
    return this.#app.api.get(`${this.#path}/log?attempt=${this.#attempt}&from=${from}&most=${most}`);
  }

  #take(text, part) {
    this.#text = text.length > MOST_CHARS ? text.slice(-MOST_CHARS) : text;
    if (text.length > MOST_CHARS) this.#from = part.nextByte - MOST_CHARS;
    this.#next = part.nextByte;
    this.#total = part.totalBytes;
    this.#error = '';
  }

  /** After each drawing: at the end while it follows, or where the search stands. */
  drawn() {
    const box = document.querySelector('#job-log-text');
    if (!box) return;
    if (this.#jump) {
      this.#jump = false;
      box.querySelector('mark[data-here]')?.scrollIntoView({ block: 'center' });
    } else if (this.#follow && !this.#sought) {
      box.scrollTop = box.scrollHeight;
    }
  }

  template(job) {
    if (job.attempt === 0) return nothing;
    const toggle = (e) => {
      this.#open = e.target.open;
      if (this.#open && this.#next === 0) this.#read();
    };
    // Before the bar, which tells how much was found.
    const { pieces: text, found } = marked(this.#text, this.#sought, this.#at);
    this.#found = found;
    return html`<details class="card panel job-log" @toggle=${toggle}>
      <summary><h2>Log</h2></summary>
      ${this.#bar(job)}
      ${this.#error ? html`<p class="trouble" role="status">${this.#error}</p>` : nothing}
      ${this.#from > 0 && this.#text
        ? html`<button type="button" class="button" @click=${() => this.#earlier()}>Show earlier lines</button>`
        : nothing}
      <pre
        id="job-log-text"
        class="log"
        tabindex="0"
        role="log"
        aria-live="off"
        aria-label="HandBrake's log"
        @scroll=${(e) => this.#scrolled(e.target)}
      >${text}</pre>
      <p class="quiet">${this.#attempt === this.#silent ? 'HandBrake has not begun yet.' : this.#total > 0 ? `${bytes(this.#total)} in all` : ''}</p>
    </details>`;
  }

  #bar(job) {
    const numbers = Array.from({ length: job.attempt }, (_, i) => i + 1);
    const follow = (e) => {
      this.#follow = e.target.checked;
      this.#paint();
    };
    return html`<div class="log-bar">
      ${job.attempt > 1
        ? html`<label
            >Attempt
            <select @change=${(e) => { this.#pick(Number(e.target.value)); this.#paint(); }}>
              ${numbers.map((n) => html`<option value=${n} ?selected=${n === this.#attempt}>${n}</option>`)}
            </select></label
          >`
        : nothing}
      <label class="search"
        ><span class="unseen">Search the log</span>
        <input
          type="search"
          placeholder="Search"
          @input=${(e) => this.#search(e.target.value)}
          @keydown=${(e) => e.key === 'Enter' && this.#step(e.shiftKey ? -1 : 1)}
      /></label>
      ${this.#sought
        ? html`<span role="status">${this.#gathering ? 'looking…' : foundWords(this.#found, this.#at, this.#from > 0 ? this.#next - this.#from : 0)}</span>
            <button type="button" class="button" aria-label="Previous match" @click=${() => this.#step(-1)}>↑</button>
            <button type="button" class="button" aria-label="Next match" @click=${() => this.#step(1)}>↓</button>`
        : nothing}
      <label class="check"><input type="checkbox" .checked=${this.#follow} @change=${follow} /> Follow</label>
      <a class="button" href="${this.#path}/log.txt?attempt=${this.#attempt}" download="${job.id}.${this.#attempt}.log">Download</a>
    </div>`;
  }

  #search(words) {
    this.#sought = words.toLowerCase();
    this.#at = 0;
    this.#jump = true;
    this.#seek();
    if (this.#sought && this.#next > 0) this.#whole();
  }

  #step(by) {
    if (this.#found === 0) return;
    this.#at = (this.#at + by + this.#found) % this.#found;
    this.#jump = true;
    this.#paint();
  }

  /** Who scrolls up wants to read; who scrolls to the end wants to follow. */
  #scrolled(box) {
    const follow = box.scrollTop + box.clientHeight >= box.scrollHeight - 24;
    if (follow === this.#follow) return;
    this.#follow = follow;
    this.#paint();
  }
}
