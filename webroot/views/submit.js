/** New jobs: films of the farm or of this computer, a preset, and one click. */

import { SCAN_MILLIS } from '../api.js';
import { html, nothing } from '../html.js';
import { plainName } from '../words.js';
import { painter } from './paint.js';
import { adjust, presetPick } from './submit/adjust.js';
import { Browser } from './submit/browse.js';
import { Desk } from './submit/desk.js';
import { newKey } from './submit/key.js';
import { containerOf } from './submit/options.js';
import { planOf, sourceOf } from './submit/plan.js';
import { sourceRow } from './submit/source.js';
import { terms } from './submit/terms.js';
import { uploadBox } from './submit/upload.js';
import { presetOf } from './presets/fields.js';

export const title = 'Submit';

export function open(root, params, app) {
  const desk = app.keep('submit', () => new Desk(app));
  const { sources, choice, uploads } = desk;
  const view = { presets: null, preset: null, error: '', busy: false, farm: app.state.farm };
  /** The largest film that each staging lets people bring, by its name. */
  const room = new Map();

  const paint = painter(root, page);
  const basket = {
    get size() {
      return sources.size;
    },
    has: (each) => sources.has(each),
    add: (entry) => put(sourceOf(entry)),
    drop: (each) => desk.drop(each),
  };
  const browser = new Browser(app, paint, basket);
  start();

  async function start() {
    paint();
    await Promise.all([
      ask('/api/v1/stagings', (answer) => browser.start(answer.stagings)),
      ask('/api/v1/presets', (answer) => (view.presets = answer)),
      learn(),
    ]);
    paint();
  }

  async function ask(where, take) {
    try {
      await take(await app.api.get(where));
    } catch (e) {
      view.error = e.message;
    }
    paint();
  }

  /** What the preset says, so that changes can be told against it. */
  async function learn() {
    const wanted = choice.preset;
    view.preset = null;
    try {
      const answer = await app.api.get(`/api/v1/presets/${encodeURIComponent(wanted)}`);
      if (wanted === choice.preset) view.preset = presetOf(answer, wanted);
    } catch {
      // Not every HandBrake tells its presets; changes still work, only without a comparison.
    }
    paint();
  }

  function put(source) {
    desk.put(source);
    paint();
  }

  function set(changes) {
    desk.set(changes);
    if (changes.preset) learn();
    paint();
  }

  /** Why no film may be brought to this staging; empty when one may, or nobody knows. */
  function refusal(staging) {
    if (!staging) return 'No host with films is there.';
    if (!room.has(staging)) {
      room.set(staging, Infinity);
      app.api
        .allows('/api/v1/uploads', { staging })
        .then((headers) => room.set(staging, Number(headers.get('Tus-Max-Size') ?? Infinity)))
        .catch(() => {})
        .then(paint);
    }
    return room.get(staging) > 0 ? '' : `No films may be brought to ${plainName(staging)} (staging.media of its configuration).`;
  }

  /** The container of the jobs: what was chosen, else the preset's. */
  const chosen = () => ({ ...choice, container: choice.adjusted.container || containerOf(view.preset) });

  async function scan(source) {
    source.open = !source.open;
    paint();
    if (!source.open || source.scan) return;
    source.scan = 'asking';
    source.trouble = '';
    try {
      source.scan = await app.api.get('/api/v1/media/scan', { staging: source.staging, path: source.path }, SCAN_MILLIS);
    } catch (e) {
      source.scan = null;
      source.trouble = e.message;
    }
    paint();
  }

  async function submit(event) {
    event.preventDefault();
    const plan = planOf([...sources.values()], chosen());
    if (plan.length === 0 || view.busy || !event.target.reportValidity()) return;
    view.busy = true;
    view.error = '';
    desk.key ??= newKey();
    paint();
    try {
      const answer = await app.api.post('/api/v1/jobs', { key: desk.key, jobs: plan.map((each) => each.spec) });
      took(plan, answer.outcomes);
      desk.key = null;
    } catch (e) {
      view.error = e.message;
    }
    view.busy = false;
    paint();
  }

  function took(plan, outcomes) {
    for (const { source } of plan) source.refusal = '';
    const refused = new Set();
    plan.forEach(({ source, spec }, i) => {
      if (outcomes[i].refusal) {
        source.refusal = outcomes[i].refusal.message;
        refused.add(source.key);
      } else {
        desk.took(outcomes[i].jobId, spec.output ?? spec.input);
      }
    });
    for (const { source } of plan) if (!refused.has(source.key)) sources.delete(source.key);
    // The next films have nothing to do with what these wait for.
    if (refused.size === 0) desk.set({ after: [] });
    const count = outcomes.filter((each) => !each.refusal).length;
    app.say(`${count} ${count === 1 ? 'job' : 'jobs'} submitted, ${outcomes.length - count} refused`);
  }

  function page() {
    const plan = planOf([...sources.values()], chosen());
    return html`<header class="view-head"><h1>Submit films</h1></header>
      <form class="submit-view" novalidate @submit=${submit}>
      <div class="submit-films"><section class="card panel" aria-labelledby="submit-farm">
        <h2 id="submit-farm">Films of the farm</h2>
        ${browser.template()}
      </section>
      <section class="card panel" aria-labelledby="submit-own">
        <h2 id="submit-own">From this computer</h2>
        ${uploadBox(uploads, (files) => uploads.add(files, browser.staging, browser.roots[0]), browser.busy ? '' : refusal(browser.staging))}
      </section></div>
      <div class="submit-side">
        ${chosenFilms(plan)}
        <section class="card panel" aria-labelledby="submit-preset">
          <h2 id="submit-preset">How</h2>
          ${presetPick(view.presets, choice, set)}
          <details>
            <summary>Change quality, size, tracks, container</summary>
            ${adjust(choice, view.preset, (changes) => set({ adjusted: { ...choice.adjusted, ...changes } }))}
          </details>
        </section>
        ${terms(choice, browser.roots, view.farm, set)} ${finish(plan)}
      </div>
    </form>`;
  }

  function chosenFilms(plan) {
    const all = [...sources.values()];
    return html`<section class="card panel" aria-labelledby="submit-chosen">
      <h2 id="submit-chosen">Chosen</h2>
      ${all.length === 0
        ? html`<p class="quiet">Nothing yet: tick films, or drop some.</p>`
        : html`<ul class="sources">
            ${all.map((source) =>
              sourceRow(source, plan.filter((each) => each.source === source), choice, {
                scan: () => scan(source),
                drop: () => { basket.drop(source.key); paint(); },
                paint: () => { desk.key = null; paint(); },
              }),
            )}
          </ul>`}
    </section>`;
  }

  function finish(plan) {
    const count = plan.length;
    return html`<section class="finish">
      ${view.error ? html`<p class="trouble" role="alert">${plainName(view.error)}</p>` : nothing}
      <button type="submit" class="button main" ?disabled=${count === 0 || view.busy}>
        ${view.busy ? 'Submitting…' : count === 0 ? 'Submit' : `Submit ${count} ${count === 1 ? 'job' : 'jobs'}`}
      </button>
      ${desk.done.length > 0
        ? html`<h2>Submitted</h2>
            <ul class="done">
              ${desk.done.map((each) => html`<li><a href="#/jobs/${each.id}">${plainName(each.name.split('/').pop())}</a></li>`)}
            </ul>`
        : nothing}
    </section>`;
  }

  return {
    draw: paint,
    close: () => paint.close(),
  };
}
