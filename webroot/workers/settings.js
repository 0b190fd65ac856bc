/** What people set for a worker: its week, and how it deals with its hours. Nothing counts before Save. */

import { html, live, nothing, option } from '../html.js';
import { told } from './orders.js';
import { WEEKS, Week, openHours } from './week.js';

const CLOSING = [
  { value: 'FINISH', words: 'goes on to its end' },
  { value: 'PAUSE', words: 'pauses until the next open hour' },
  { value: 'GIVE_BACK', words: 'is given back, and begins anew elsewhere' },
];

export class Settings {
  #app;
  #id;
  #draft = null;
  #busy = false;
  #week;

  constructor(app, id) {
    this.#app = app;
    this.#id = id;
    this.#week = new Week((masks) => this.#change({ schedule: { masks } }), () => app.redraw());
  }

  drawn(root) {
    this.#week.drawn(root);
  }

  #change(fields) {
    this.#draft = { ...(this.#draft ?? this.#set), ...fields };
    this.#app.redraw();
  }

  get #set() {
    return this.#app.state.farm.workers.get(this.#id).settings;
  }

  template({ worker, settings }) {
    const now = this.#draft ?? settings;
    const { masks } = now.schedule;
    const zone = now.zone ?? worker.zone;
    const may = this.#app.may('OPERATOR');
    return html`<section class="card panel" aria-labelledby="week-title">
      <div class="section-head">
        <h2 id="week-title">Week</h2>
        <p class="quiet">open ${openHours(masks)} of 168 hours, by the clock of ${zone}</p>
      </div>
      ${may
        ? html`<div class="week-picks" role="group" aria-label="Usual weeks">
            ${WEEKS.map(({ words, masks: wanted }) => html`<button type="button" class="span" aria-pressed=${String(String(wanted) === String(masks))}
              @click=${() => this.#change({ schedule: { masks: wanted } })}>${words}</button>`)}
          </div>`
        : nothing}
      ${this.#week.template(masks, !may, hourIn(zone))}
      ${may ? html`<p class="quiet week-help">Paint with the mouse; or go with the arrows, Space changes an hour, Shift with arrows paints.</p>` : nothing}
      <div class="settings">
        <label class="field">What runs when its hours end
          <select ?disabled=${!may} @change=${(event) => this.#change({ whenClosed: event.target.value })}>
            ${CLOSING.map(({ value, words }) => option(value, words, value === now.whenClosed))}
          </select>
        </label>
        <label class="field">Jobs of one user at a time (0: any number)
          <input type="number" min="0" max="64" ?disabled=${!may} .value=${live(String(now.share))} @input=${(event) => this.#change({ share: Number(event.target.value) })}>
        </label>
        <label class="field">Time zone
          <select ?disabled=${!may} @change=${(event) => this.#change({ zone: event.target.value || null })}>
            ${option('', `its own: ${worker.zone}`, !now.zone)} ${zones(now.zone).map((each) => option(each, each, each === now.zone))}
          </select>
        </label>
      </div>
      ${this.#draft ? this.#saving() : nothing}
    </section>`;
  }

  #saving() {
    return html`<div class="saving" role="status">
      <p>Not saved yet.</p>
      <button type="button" class="button" @click=${() => this.#forget()}>Discard</button>
      <button type="button" class="button main" ?disabled=${this.#busy} @click=${() => this.#save()}>Save</button>
    </div>`;
  }

  #forget() {
    this.#draft = null;
    this.#app.redraw();
  }

  async #save() {
    this.#busy = true;
    this.#app.redraw();
    const draft = this.#draft;
    const asked = this.#app.api.put(`/api/v1/workers/${encodeURIComponent(this.#id)}`, draft);
    const done = await told(this.#app, asked, `The settings of ${this.#id} are saved`);
    this.#busy = false;
    if (done && this.#draft === draft) {
      // Shown until the farm's own word of it comes, which may be a moment later.
      const view = this.#app.state.farm.workers.get(this.#id);
      if (view) this.#app.state.farm.workers.set(this.#id, { ...view, settings: draft });
      this.#draft = null;
    }
    this.#app.redraw();
  }
}

/** Those that the browser lists, UTC, which it may leave out, and the one that is set. */
const zones = (set) => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...(set ? [set] : [])])];

/** {day, hour} there now; null for a zone that this browser does not know. */
function hourIn(zone) {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' }).formatToParts(new Date());
    const part = (type) => parts.find((each) => each.type === type).value;
    return { day: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(part('weekday')), hour: Number(part('hour')) };
  } catch {
    return null;
  }
}
