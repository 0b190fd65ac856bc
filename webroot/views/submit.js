/** New jobs: films of the farm or of this computer, a preset, and one click. */

import { html, nothing } from '../html.js';
import { plainName } from '../words.js';
import { painter } from './paint.js';
import { adjust, presetPick } from './submit/adjust.js';
import { Browser } from './submit/browse.js';
import { newKey } from './submit/key.js';
import { AS_PRESET, containerOf } from './submit/options.js';
import { planOf, sourceOf } from './submit/plan.js';
import { sourceRow } from './submit/source.js';
import { terms } from './submit/terms.js';
import { Uploads } from './submit/upload.js';
import { presetOf } from './presets/fields.js';

export const title = 'Submit';

const KEPT = 'reelyard.submit';
const USUAL = { preset: 'Fast 1080p30', folder: '', replace: false };

export function open(root, params, app) {
  const sources = new Map();
  const view = { presets: null, preset: null, error: '', busy: false, done: [], pools: [] };
  const choice = {
    ...USUAL,
    ...remembered(),
    adjusted: { ...AS_PRESET },
    priority: 50,
    pool: '',
    notBefore: '',
    description: '',
    suspended: false,
    overwrite: false,
  };
  let key = null;

  const paint = painter(root, page);
  const basket = {
    get size() {
      return sources.size;
    },
    has: (each) => sources.has(each),
    add: (entry) => put(sourceOf(entry)),
    drop: (each) => { sources.delete(each); key = null; },
  };
  const browser = new Browser(app, paint, basket);
  const uploads = new Uploads(app, paint, () => browser.staging, (film) =>
    put(Object.assign(sourceOf({ ...film, uploaded: true }), { proposedFolder: browser.roots[0] })),
  );
  const warn = (e) => uploads.busy && e.preventDefault();
  addEventListener('beforeunload', warn);
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
    sources.set(source.key, source);
    key = null;
    paint();
  }

  function set(changes) {
    Object.assign(choice, changes);
    key = null;
    if (changes.preset) learn();
    remember(choice);
    paint();
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
      source.scan = await app.api.get(`/api/v1/media/scan?${new URLSearchParams({ staging: source.staging, path: source.path })}`);
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
    // The same key when it is tried again: jobs that were taken unheard are not made twice.
    key ??= newKey();
    paint();
    try {
      const answer = await app.api.post('/api/v1/jobs', { key, jobs: plan.map((each) => each.spec) });
      took(plan, answer.outcomes);
      key = null;
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
        view.done = [{ id: outcomes[i].jobId, name: spec.output ?? spec.input }, ...view.done].slice(0, 50);
      }
    });
    for (const { source } of plan) if (!refused.has(source.key)) sources.delete(source.key);
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
        ${uploads.template()}
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
        ${terms(choice, browser.roots, set)} ${finish(plan)}
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
                paint: () => { key = null; paint(); },
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
      ${view.done.length > 0
        ? html`<h2>Submitted</h2>
            <ul class="done">
              ${view.done.map((each) => html`<li><a href="#/jobs/${each.id}">${plainName(each.name.split('/').pop())}</a></li>`)}
            </ul>`
        : nothing}
    </section>`;
  }

  return {
    draw: paint,
    close() {
      removeEventListener('beforeunload', warn);
      uploads.close();
      paint.close();
    },
  };
}

/** The last choice of preset and folder is the next one's proposal. */
function remembered() {
  try {
    const { preset, folder } = JSON.parse(localStorage.getItem(KEPT)) ?? {};
    return { ...(preset ? { preset } : {}), ...(folder ? { folder } : {}) };
  } catch {
    return {};
  }
}

function remember({ preset, folder }) {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ preset, folder }));
  } catch {
    // A browser that keeps nothing proposes the usual.
  }
}
