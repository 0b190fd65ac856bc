/** The bell: what people should know, newest first; what was seen is remembered in this browser. */

import { html, icon, nothing } from './html.js';
import { ago, plainName } from './words.js';

const ASK_MILLIS = 30000;
const SEEN_KEY = 'reelyard.alerts.seen';
const KINDS = {
  JOB_FAILED: 'bad',
  WORKER_QUARANTINED: 'bad',
  LOW_SPACE: 'warn',
  JOB_COMPLETE: 'good',
};

/** Where a browser keeps nothing for pages, the bell rings again with the next visit. */
function remembered() {
  try {
    return localStorage.getItem(SEEN_KEY);
  } catch {
    return null;
  }
}

function remember(id) {
  try {
    localStorage.setItem(SEEN_KEY, String(id));
  } catch {
    // Known until the page is closed.
  }
}

export class Alerts {
  #api;
  #redraw;
  #timer = 0;
  #open = false;
  #alerts = [];
  #trouble = '';
  #seen = Number(remembered() ?? 0);

  constructor(api, redraw) {
    this.#api = api;
    this.#redraw = redraw;
  }

  /** Asks now, and then every half minute. */
  start() {
    this.stop();
    this.#ask();
    this.#timer = setInterval(() => document.hidden || this.#ask(), ASK_MILLIS);
  }

  stop() {
    clearInterval(this.#timer);
    this.#open = false;
  }

  /** A click elsewhere and the key Escape close the list. */
  listen() {
    document.addEventListener('click', (event) => {
      if (this.#open && !event.target.closest('.bell')) this.#show(false);
    });
    document.addEventListener('keydown', (event) => {
      if (this.#open && event.key === 'Escape') {
        this.#show(false);
        document.querySelector('.bell button').focus();
      }
    });
  }

  async #ask() {
    try {
      const { alerts = [] } = await this.#api.get('/api/v1/alerts');
      this.#alerts = [...alerts].sort((a, b) => b.id - a.id);
      this.#trouble = '';
    } catch (e) {
      this.#trouble = e.message;
    }
    this.#redraw();
  }

  #show(open) {
    this.#open = open;
    if (open) {
      this.#ask();
    } else if (this.#alerts.length > 0) {
      this.#seen = this.#alerts[0].id;
      remember(this.#seen);
    }
    this.#redraw();
  }

  /** The bell, and what hangs below it while it is open. What went well is worth no number. */
  bell() {
    const fresh = this.#alerts.filter(({ id, kind }) => id > this.#seen && KINDS[kind] !== 'good').length;
    const label = fresh > 0 ? `Alerts, ${fresh} new` : 'Alerts';
    return html`<div class="bell">
      <button type="button" class="icon-button" aria-label=${label} title=${label}
        aria-expanded=${String(this.#open)} @click=${() => this.#show(!this.#open)}>
        ${icon('bell')}${fresh > 0 ? html`<span class="count" aria-hidden="true">${fresh > 99 ? '99+' : fresh}</span>` : nothing}
      </button>
      ${this.#open ? this.#list() : nothing}
    </div>`;
  }

  #list() {
    return html`<section class="alerts card" aria-label="Alerts">
      <h2>Alerts</h2>
      ${this.#trouble ? html`<p class="quiet">${this.#trouble}</p>` : nothing}
      ${this.#alerts.length === 0 && !this.#trouble ? html`<p class="quiet">Nothing to tell.</p>` : nothing}
      <ul>
        ${this.#alerts.map((alert) => this.#one(alert))}
      </ul>
    </section>`;
  }

  #one({ id, kind, millis, subject, text, facts }) {
    const to = facts?.jobId ? `#/jobs/${facts.jobId}` : facts?.workerId ? `#/workers/${facts.workerId}` : null;
    const title = plainName(subject);
    return html`<li data-kind=${KINDS[kind] ?? 'plain'} data-new=${String(id > this.#seen)}>
      <p class="alert-title">
        ${to ? html`<a href=${to} @click=${() => this.#show(false)}>${title}</a>` : title}
        <span class="quiet">${ago(millis, Date.now())}</span>
      </p>
      <p class="alert-text">${text}</p>
    </li>`;
  }
}
