/** One job: where it stands, what was tried, its log, and source and result side by side. */

import { html, nothing } from '../html.js';
import { progressOf } from '../farm.js';
import { moment, percent, plainName, speed, stageWords, whyWords } from '../words.js';
import { actions } from './job/actions.js';
import { asked } from './job/asked.js';
import { Compare } from './job/compare.js';
import { command } from './job/command.js';
import { JobLog } from './job/log.js';
import { receipt } from './job/receipt.js';
import { STATES } from './job/state.js';
import { attempts, timeline } from './job/timeline.js';
import { painter } from './paint.js';

export const title = 'Job';

/** Forecasts and reasons grow old without an event. */
const AGAIN_MILLIS = 30000;

export function open(root, params, app) {
  const id = params.id;
  const path = `/api/v1/jobs/${encodeURIComponent(id)}`;
  const view = { job: null, gone: false, farm: null, tried: [], why: [], times: null, eta: null, error: '', command: null, troubles: {} };
  const paint = painter(root, page, () => log.drawn());
  const log = new JobLog(id, path, app, paint);
  const compare = new Compare(path, app, paint);
  let known = '';
  let closed = false;
  let events = 0;

  const leave = app.onJobs((event) => {
    if (event === null) load();
    else if (event.job.id === id) heard(event);
  });
  const again = setInterval(() => {
    if (!document.hidden && view.job && !(view.job.endedMillis > 0)) load();
  }, AGAIN_MILLIS);
  load();

  /** Events know the job as it stands, but not what was asked for. */
  function heard({ job, gone }) {
    events += 1;
    if (gone) view.gone = true;
    else if (take({ ...view.job, ...job })) load();
    paint();
  }

  async function load() {
    if (closed || view.gone) return;
    const before = events;
    try {
      const answer = await app.api.get(`${path}/details`);
      if (closed) return;
      // What was heard meanwhile is newer than this.
      if (before !== events) return load();
      view.error = '';
      view.why = answer.job.state === 'QUEUED' ? whyWords(answer.why) : [];
      view.times = answer.times && { ...answer.times, heardMillis: Date.now() };
      take({ ...answer, ...answer.job });
      if (view.job.endedMillis > 0) view.eta = null;
      else ask('Forecast', `${path}/eta`, (eta) => (view.eta = eta));
    } catch (e) {
      if (view.job && e.status === 404) view.gone = true;
      else view.error = e.message;
    }
    paint();
  }

  /** What belongs to the job is asked again when it went on; answers whether it did. */
  function take(job) {
    view.job = job;
    const now = [job.state, job.attempt, job.stage, job.suspended, job.archived, job.undoneMillis].join();
    if (now === known || closed) return false;
    known = now;
    app.follow(job.state === 'RUNNING' ? [id] : []);
    ask('Attempts', `/api/v1/history?job=${encodeURIComponent(id)}&limit=1000`, (h) => (view.tried = h.attempts));
    if (job.attempt > 0) ask("HandBrake's command", `${path}/command`, (answer) => (view.command = answer));
    log.follows(job);
    compare.shows(job);
    return true;
  }

  /** What cannot be had is said, and the rest stands. */
  async function ask(what, where, put) {
    try {
      put(await app.api.get(where));
      delete view.troubles[what];
    } catch (e) {
      view.troubles[what] = e.message;
    }
    paint();
  }

  /** Does something with the job, and says what came of it; answers the job as it is then. */
  async function act(words, doing, then = load) {
    try {
      await doing();
      app.tell(`${words}: done`);
      await then();
    } catch (e) {
      app.tell(`${words}: ${e.message}`, { bad: true });
      await load();
    }
    return view.job;
  }

  function page() {
    const job = view.job;
    if (!job) {
      return html`<header class="view-head"><h1>Job ${plainName(id)}</h1></header>
        <p class="quiet" role="status">${view.error ? plainName(view.error) : 'asking…'}</p>`;
    }
    return html`<article class="job-view" aria-labelledby="job-name">
      ${head(job)} ${view.gone ? gone() : actions(job, path, app, act)} ${troubles()}
      <section class="card panel job-way" aria-labelledby="job-way">
        <h2 id="job-way">On its way</h2>
        ${timeline(job, progress(job), view.tried, view.times)} ${failure(job)} ${waits(job)}
      </section>
      ${compare.template(job)} ${receipt(job, path, app, act)} ${attempts(view.tried)}
      ${log.template(job)} ${command(view.command, app)} ${asked(job)}
    </article>`;
  }

  const gone = () =>
    html`<p class="gone" role="status">This job was deleted: the farm knows it no more. <a href="#/queue">Back to the queue</a></p>`;

  function troubles() {
    const told = [view.error, ...Object.entries(view.troubles).map(([what, words]) => `${what}: ${words}`)].filter(Boolean);
    return told.length > 0 ? html`<div class="trouble" role="status">${told.map((words) => html`<p>${plainName(words)}</p>`)}</div>` : nothing;
  }

  const progress = (job) => (job.state === 'RUNNING' && view.farm ? progressOf(view.farm, job) : null) ?? null;

  function head(job) {
    const report = progress(job);
    return html`<header class="job-head">
      <p class="crumb"><a href="#/queue">Queue</a> <span aria-hidden="true">›</span> <code>${job.id}</code></p>
      <h1 id="job-name">${plainName(job.name)}</h1>
      <p class="job-state">
        <span class="mark" data-mark=${view.gone ? 'stopped' : STATES[job.state]}>${view.gone ? 'deleted' : STATES[job.state]}${job.suspended && !view.gone ? ', suspended' : ''}</span>
        ${job.archived ? html`<span>in the archive</span>` : nothing}
        ${job.state === 'RUNNING' ? html`<span>${stageWords(job.stage, job.preset, report)}</span>` : nothing}
        ${report ? html`<span>${percent(report.percent)}</span><span>${speed(report)}</span>` : nothing}
        ${expected()}
      </p>
      ${job.description ? html`<p class="job-words">${plainName(job.description)}</p>` : nothing}
    </header>`;
  }

  function expected() {
    const eta = view.eta;
    if (!eta || view.gone || !(eta.expectedMillis > 0)) return nothing;
    const now = Date.now();
    return html`<span title=${eta.basis ?? ''}
      >done about ${moment(eta.expectedMillis, now)}, between ${moment(eta.earliestMillis, now)} and
      ${moment(eta.latestMillis, now)}</span
    >`;
  }

  const waits = (job) =>
    job.state === 'QUEUED' && view.why.length > 0 && !view.gone
      ? html`<div class="job-why">
          <h3>Why it waits</h3>
          <ul>
            ${view.why.map((line) => html`<li>${line}</li>`)}
          </ul>
        </div>`
      : nothing;

  return {
    draw(state) {
      view.farm = state.farm;
      if (!view.job && state.farm.jobs.has(id)) take(state.farm.jobs.get(id));
      paint();
    },
    close() {
      closed = true;
      clearInterval(again);
      leave();
      log.close();
      compare.close();
      paint.close();
    },
  };
}

function failure(job) {
  if (!job.failure) return nothing;
  return html`<div class="failure">
    <p>
      ${plainName(job.failure.message)}${job.failure.workerId ? ` (on ${plainName(job.failure.workerId)})` : ''}
    </p>
    ${(job.failure.logTail ?? []).length > 0
      ? html`<details>
          <summary>The last lines of its log</summary>
          <pre>${job.failure.logTail.map(plainName).join('\n')}</pre>
        </details>`
      : nothing}
  </div>`;
}
