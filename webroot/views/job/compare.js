/** Source and result side by side: streams, sizes, the same second of both, and the result to play. */

import { html, nothing } from '../../html.js';
import { bytes, plainName } from '../../words.js';
import { whenStill } from '../paint.js';
import { replaced } from './state.js';
import { film, streams } from './facts.js';

const STILL_WIDTH = 1280;
const QUIET_MILLIS = 250;

export class Compare {
  #path;
  #app;
  #paint;
  #source = null;
  #result = null;
  #trouble = {};
  #shown = '';
  #second = -1;
  #wanted = -1;
  #playing = false;
  #unplayable = false;
  #look;

  constructor(path, app, paint) {
    this.#path = path;
    this.#app = app;
    this.#paint = paint;
    this.#look = whenStill(QUIET_MILLIS, () => {
      this.#second = this.#wanted;
      this.#paint();
    });
  }

  /** The source at once, the result as soon as it stands. */
  shows(job) {
    const now = [job.state === 'COMPLETE', job.undoneMillis, replaced(job)].join();
    if (now === this.#shown) return;
    this.#shown = now;
    const complete = job.state === 'COMPLETE' && !(job.undoneMillis > 0);
    this.#result = null;
    this.#source = null;
    this.#load('source', (facts) => (this.#source = facts));
    if (complete) this.#load('result', (facts) => (this.#result = facts));
  }

  async #load(which, put) {
    try {
      put(await this.#app.api.get(`${this.#path}/${which}/facts`));
      delete this.#trouble[which];
      if (this.#second < 0) this.#second = this.#wanted = Math.round(this.#seconds() / 4);
    } catch (e) {
      this.#trouble[which] = e.message;
    }
    this.#paint();
  }

  #seconds() {
    const known = [this.#source?.seconds, this.#result?.seconds].filter((each) => each > 0);
    return known.length > 0 ? Math.floor(Math.min(...known)) : 0;
  }

  close() {
    this.#playing = false;
  }

  template(job) {
    return html`<section class="card panel compare" aria-labelledby="job-films">
      <div class="section-head">
        <h2 id="job-films">Source and result</h2>
        ${saved(job)}
      </div>
      ${this.#stills()} ${this.#player(job)}
      <div class="pair">
        ${this.#facts('Source', job.input, this.#source, this.#trouble.source && replaced(job) ? 'The result took its place, and it is kept no longer; the receipt tells what it was.' : this.#trouble.source, job, replaced(job))}
        ${this.#facts('Result', job.output, this.#result, job.undoneMillis > 0 ? 'It went when the original was brought back.' : this.#trouble.result, job)}
      </div>
    </section>`;
  }

  #facts(name, path, facts, trouble, job, instead = false) {
    return html`<div class="film">
      <h3>${name}</h3>
      <p class="path">${plainName(path ?? '')}</p>
      ${name === 'Source' && facts && instead ? html`<p class="quiet">The result took its place: this is the original, which is kept for a while.</p>` : nothing}
      ${facts
        ? html`<dl class="pairs">
              ${film(facts).map(([what, value]) => html`<div><dt>${what}</dt><dd>${value}</dd></div>`)}
            </dl>
            <ul class="streams">
              ${streams(facts).map(
                ({ kind, words }) =>
                  html`<li data-kind=${kind}><span class="kind">${kind}</span> <span>${plainName(words)}</span></li>`,
              )}
            </ul>`
        : html`<p class="quiet">${trouble ?? (name === 'Result' && job.state !== 'COMPLETE' ? (job.endedMillis > 0 ? 'there is none' : 'not there yet') : 'asking…')}</p>`}
    </div>`;
  }

  /** Both pictures in one place; the divider shows more of one or of the other. */
  #stills() {
    const seconds = this.#seconds();
    const only = this.#source && this.#result ? '' : this.#source ? 'source' : 'result';
    if (!(this.#source || this.#result) || seconds === 0) return nothing;
    const at = `second=${Math.min(this.#second, seconds)}&width=${STILL_WIDTH}`;
    const seek = (e) => {
      this.#wanted = Number(e.target.value);
      this.#look();
      this.#paint();
    };
    return html`<div class="stills" data-alone=${only !== ''}>
      <div class="still-box" @pointerdown=${grab} @pointermove=${drag}>
        ${picture(`${this.#path}/${only || 'source'}/still?${at}`, only || 'source', `Still of the ${only || 'source'}`)}
        ${only === ''
          ? html`${picture(`${this.#path}/result/still?${at}`, 'result', 'Still of the result')}
              <span class="divider" aria-hidden="true"></span>
              <span class="tag left" aria-hidden="true">source</span>
              <span class="tag right" aria-hidden="true">result</span>`
          : nothing}
      </div>
      <div class="still-bars">
        <label
          >Second <output>${clock(this.#wanted)}</output>
          <input
            type="range"
            min="0"
            max=${seconds}
            step="1"
            .value=${String(this.#wanted)}
            aria-valuetext=${clock(this.#wanted)}
            @input=${seek}
        /></label>
        ${only === ''
          ? html`<label
              >Divider
              <input class="cut" type="range" min="0" max="100" value="50" aria-label="Divider between source and result"
                @input=${(e) => cut(e.target.closest('.stills'), Number(e.target.value))}
            /></label>`
          : nothing}
      </div>
    </div>`;
  }

  #player(job) {
    if (!this.#result) return nothing;
    const src = `${this.#path}/result/play`;
    if (!this.#playing) {
      const play = () => {
        this.#playing = true;
        this.#unplayable = false;
        this.#paint();
      };
      return html`<p class="play-line">
        <button type="button" class="button main" @click=${play}>Play the result</button>
        <a class="button" href=${src} download=${fileOf(job.output)}>Download</a>
      </p>`;
    }
    const broken = () => {
      this.#unplayable = true;
      this.#paint();
    };
    return html`<div class="player">
      <video controls autoplay preload="metadata" src=${src} aria-label="The result" @error=${broken}></video>
      ${this.#unplayable
        ? html`<p class="trouble" role="status">
            This browser cannot play it (HEVC, AV1 or Matroska are beyond some).
            <a href=${src} download=${fileOf(job.output)}>Download it</a> and play it elsewhere.
          </p>`
        : nothing}
    </div>`;
  }
}

/** Old pictures stay until the new one is there. */
const picture = (src, name, words) =>
  html`<img class="still" data-film=${name} src=${src} alt=${words} draggable="false"
    @error=${(e) => (e.target.dataset.broken = 'true')}
    @load=${(e) => delete e.target.dataset.broken} />`;

function cut(stills, percent) {
  stills.querySelector('.still-box').style.setProperty('--cut', `${percent}%`);
}

function grab(event) {
  if (!event.currentTarget.querySelector('.divider')) return;
  event.currentTarget.setPointerCapture(event.pointerId);
  move(event);
}

function drag(event) {
  if (event.buttons === 1 && event.currentTarget.querySelector('.divider')) move(event);
}

function move(event) {
  const box = event.currentTarget;
  const { left, width } = box.getBoundingClientRect();
  const percent = Math.round(Math.min(100, Math.max(0, (100 * (event.clientX - left)) / width)));
  const range = box.parentElement.querySelector('.cut');
  range.value = String(percent);
  cut(box.parentElement, percent);
}

function saved(job) {
  if (!(job.resultBytes > 0) || !(job.inputBytes > 0)) return nothing;
  const share = Math.round((100 * (job.inputBytes - job.resultBytes)) / job.inputBytes);
  const words =
    share >= 0
      ? `saved ${bytes(job.inputBytes - job.resultBytes)} (${share} %)`
      : `${bytes(job.resultBytes - job.inputBytes)} larger (${-share} %)`;
  return html`<p class="saved">${bytes(job.inputBytes)} → ${bytes(job.resultBytes)}: ${words}</p>`;
}

/** "1:02:07". */
function clock(seconds) {
  const two = (n) => String(n).padStart(2, '0');
  const s = Math.max(0, Math.round(seconds));
  const minutes = `${Math.floor((s % 3600) / 60)}`;
  return s >= 3600 ? `${Math.floor(s / 3600)}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
}

const fileOf = (path) => String(path ?? 'result').split('/').pop();
