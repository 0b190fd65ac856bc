/** One job: where it stands, what was tried, its log, and source and result side by side. */

import { html, nothing } from '../html.js';
import { progressOf } from '../farm.js';
import { bytes, duration, moment, percent, plainName, speed, stageWords, whyWords } from '../words.js';
import { actions } from './job/actions.js';
import { Compare } from './job/compare.js';
import { command } from './job/command.js';
import { JobLog } from './job/log.js';
import { receipt } from './job/receipt.js';
import { attempts, timeline } from './job/timeline.js';
import { painter } from './paint.js';

export const title = 'Job';

const STATES = {
  QUEUED: 'waiting',
  RUNNING: 'running',
  COMPLETE: 'complete',
  FAILED: 'failed',
  STOPPED: 'stopped',
};

export function open(root, params, app) {
  const id = params.id;
  const path = `/api/v1/jobs/${encodeURIComponent(id)}`;
  const view = { job: null, farm: null, tried: [], why: [], eta: null, error: '', command: null };
  const paint = painter(root, page, () => log.drawn());
  const log = new JobLog(id, path, app, paint);
  const compare = new Compare(path, app, paint);
  let known = '';

  const leave = app.onJobs((event) => {
    if (event === null) load();
    else if (event.job.id === id && !event.gone) heard(event.job);
  });
  load();

  /** Events know the job as it stands, but not what was asked for. */
  function heard(job) {
    take({ ...view.job, ...job });
    paint();
  }

  async function load() {
    try {
      take(jobOf(await app.api.get(path)));
      view.error = '';
    } catch (e) {
      if (!view.job) view.error = e.message;
    }
    paint();
  }

  /** What belongs to the job is asked again when it went on. */
  function take(job) {
    view.job = job;
    app.follow(job.state === 'RUNNING' ? [id] : []);
    const now = [job.state, job.attempt, job.stage, job.suspended, job.archived, job.undoneMillis].join();
    if (now === known) return;
    known = now;
    ask(`/api/v1/history?job=${encodeURIComponent(id)}&limit=1000`, (h) => (view.tried = h.attempts));
    if (job.state === 'QUEUED') ask(`${path}/why`, (why) => (view.why = whyWords(why)));
    else view.why = [];
    if (job.endedMillis > 0) view.eta = null;
    else ask(`${path}/eta`, (eta) => (view.eta = eta));
    if (job.attempt > 0) ask(`${path}/command`, (answer) => (view.command = answer));
    log.follows(job);
    compare.shows(job);
  }

  async function ask(where, put) {
    try {
      put(await app.api.get(where));
      paint();
    } catch {
      // What cannot be had is left out; the job itself stands.
    }
  }

  /** Does something with the job, and says what came of it. */
  async function act(words, doing) {
    try {
      await doing();
      app.tell(`${words}: done`);
    } catch (e) {
      app.tell(`${words}: ${e.message}`, { bad: true });
    }
    await load();
  }

  function page() {
    const job = view.job;
    if (!job) {
      return html`<header class="view-head"><h1>Job ${plainName(id)}</h1></header>
        <p class="quiet" role="status">${view.error ? plainName(view.error) : 'asking…'}</p>`;
    }
    return html`<article class="job-view" aria-labelledby="job-name">
      ${head(job)} ${actions(job, path, app, act)}
      <section class="card panel job-way" aria-labelledby="job-way">
        <h2 id="job-way">On its way</h2>
        ${timeline(job, progress(job), view.tried)} ${failure(job)} ${waits(job)}
      </section>
      ${compare.template(job)} ${receipt(job, path, app, act)} ${attempts(view.tried)}
      ${log.template(job)} ${command(view.command, app)} ${settings(job)}
    </article>`;
  }

  const progress = (job) => (job.state === 'RUNNING' && view.farm ? progressOf(view.farm, job) : null) ?? null;

  function head(job) {
    const report = progress(job);
    return html`<header class="job-head">
      <p class="crumb"><a href="#/queue">Queue</a> <span aria-hidden="true">›</span> <code>${job.id}</code></p>
      <h1 id="job-name">${plainName(job.name)}</h1>
      <p class="job-state">
        <span class="mark" data-mark=${STATES[job.state]}>${STATES[job.state]}${job.suspended ? ', suspended' : ''}</span>
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
    if (!eta || !(eta.expectedMillis > 0)) return nothing;
    const now = Date.now();
    return html`<span title=${eta.basis ?? ''}
      >done about ${moment(eta.expectedMillis, now)}, between ${moment(eta.earliestMillis, now)} and
      ${moment(eta.latestMillis, now)}</span
    >`;
  }

  const waits = (job) =>
    job.state === 'QUEUED' && view.why.length > 0
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
      leave();
      log.close();
      compare.close();
      paint.close();
    },
  };
}

/** The job as events tell it, with what only the question for one job tells. */
const jobOf = (answer) => (answer.job ? { ...answer, ...answer.job } : answer);

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

function settings(job) {
  const spec = job.spec ?? {};
  const rows = [
    ['Source', job.input],
    ['Result', job.output],
    ['Preset', job.preset],
    ['Container', spec.container?.toLowerCase()],
    ['Options', spec.options?.join(' ')],
    ['User', job.user],
    ['Priority', `${job.priority}${job.priority === 100 ? ' (held)' : ''}`],
    ['Pool', job.pool],
    ['Files lie on', job.staging],
    ['Not before', job.notBeforeMillis > 0 ? moment(job.notBeforeMillis, Date.now()) : ''],
    ['Submitted', moment(job.submittedMillis, Date.now())],
    ['Took', job.endedMillis > 0 && job.startedMillis > 0 ? duration((job.endedMillis - job.startedMillis) / 1000) : ''],
    ['Size', job.resultBytes > 0 ? `${bytes(job.inputBytes)} → ${bytes(job.resultBytes)}` : bytes(job.inputBytes)],
  ].filter(([, value]) => value);
  return html`<section class="card panel" aria-labelledby="job-asked">
    <h2 id="job-asked">What was asked for</h2>
    <dl class="pairs">
      ${rows.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${plainName(value)}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}
