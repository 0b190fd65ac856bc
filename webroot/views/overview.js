/** What the farm does now. */

import { html, icon, nothing, render, repeat } from '../html.js';
import { laneBar, runOf } from '../parts/lanes.js';
import { Throughput } from '../parts/throughput.js';
import { workerCard, workersOf } from '../parts/workers.js';
import { ago, bytes, count, duration, moment, percent, plainName, resultSize, speed } from '../words.js';

export const title = 'Overview';

const MOST_RUNNING = 100;
const MOST_ENDED = 8;
const ETA_MILLIS = 30000;
/** However fast jobs come and end. */
const AGAIN_MILLIS = 3000;
const ENDS = { COMPLETE: 'complete', FAILED: 'failed', STOPPED: 'stopped' };

export function open(root, params, app) {
  const throughput = new Throughput(app.api, app.redraw);
  const eta = new FarmEta(app);
  let followed = -1;

  function draw({ farm }) {
    const running = runningOf(farm);
    eta.look(farm.summary);
    if (followed !== farm.revision) {
      followed = farm.revision;
      app.follow(running.slice(0, MOST_RUNNING).map(({ id }) => id));
    }
    render(template(farm, running), root);
  }

  function template(farm, running) {
    const known = farm.epoch !== null;
    const some = farm.jobs.size > 0 || (farm.summary?.queued ?? 0) > 0;
    return html`<h1 class="unseen">Overview</h1>
      ${farm.summary ? figures(farm.summary, eta, throughput.savedBytes) : nothing}
      <div class="overview">
        <div class="overview-main">
          ${known && !some ? noJobs(app) : nothing} ${known && some ? runningJobs(farm, running) : nothing}
          ${some ? throughput.template() : nothing} ${some ? endedJobs(farm) : nothing}
        </div>
        <section class="overview-side" aria-labelledby="workers-title">
          <div class="section-head"><h2 id="workers-title">Workers</h2></div>
          ${known && farm.workers.size === 0 ? noWorkers() : nothing}
          <ul class="worker-list" id="workers">
            ${repeat(workersOf(farm), ({ worker }) => worker.id, (view) => workerCard(farm, view, Date.now()))}
          </ul>
        </section>
      </div>`;
  }

  return {
    draw,
    close() {
      throughput.close();
      eta.close();
    },
  };
}

/** When all is done, asked now and then. */
class FarmEta {
  #app;
  #timer;
  #jobs = '';
  #asked = 0;
  found = null;

  constructor(app) {
    this.#app = app;
    this.#timer = setInterval(() => document.hidden || this.#ask(), ETA_MILLIS);
  }

  close() {
    clearInterval(this.#timer);
  }

  /** Asks again when jobs came or ended: what was said before is about others. */
  look(summary) {
    const jobs = `${summary?.running} ${summary?.queued}`;
    if (jobs === this.#jobs || Date.now() - this.#asked < AGAIN_MILLIS) return;
    this.#jobs = jobs;
    this.#ask();
  }

  async #ask() {
    this.#asked = Date.now();
    this.found = await this.#app.api.get('/api/v1/eta').catch(() => null);
    this.#app.redraw();
  }
}

const runningOf = (farm) =>
  [...farm.running]
    .map((id) => farm.jobs.get(id))
    .sort((a, b) => a.startedMillis - b.startedMillis || (a.id < b.id ? -1 : 1));

function figures(summary, { found }, saved) {
  const busy = summary.running + summary.queued > 0;
  return html`<dl class="figures" id="summary">
    ${figure('running', 'Running', count(summary.running), '#/queue?state=RUNNING')}
    ${figure('queued', 'Waiting', count(summary.queued), '#/queue?state=QUEUED')}
    ${figure('complete', 'Complete', count(summary.complete), '#/queue?state=COMPLETE')}
    ${figure('failed', 'Failed', count(summary.failed), '#/queue?state=FAILED', summary.failed > 0)}
    ${figure('saved', 'Saved', saved === null ? '–' : bytes(saved), null)}
    <div class="figure-box wide" data-figure="eta">
      <dt>All done in</dt>
      <dd>${busy ? duration(summary.etaSeconds) : '–'}${busy ? range(found) : nothing}</dd>
    </div>
  </dl>`;
}

function range(found) {
  if (!found || found.expectedMillis <= 0) return nothing;
  const now = Date.now();
  const words = `${moment(found.earliestMillis, now)} – ${moment(found.latestMillis, now)}`;
  return html`<span class="quiet" title=${found.basis ?? ''}>${words}</span>`;
}

const figure = (key, words, value, to, bad = false) => html`<div class="figure-box" data-figure=${key} data-bad=${String(bad)}>
  <dt>${words}</dt>
  <dd>${to ? html`<a href=${to}>${value}</a>` : value}</dd>
</div>`;

const noJobs = (app) => html`<section class="empty card" id="no-jobs">
  <h2>No jobs yet</h2>
  ${app.may('SUBMITTER') ? html`<p><a class="button main" href="#/submit">${icon('submit')}Choose films</a></p>` : nothing}
  ${app.may('SUBMITTER') ? html`<p>or on this machine: <code>./reelyard submit film.mkv</code></p>` : nothing}
</section>`;

const noWorkers = () => html`<div class="empty card" id="no-workers">
  <p>No worker has joined. On each machine that shall work:</p>
  <p><code>./reelyard run worker --cluster</code></p>
</div>`;

function runningJobs(farm, jobs) {
  const shown = jobs.slice(0, MOST_RUNNING);
  return html`<section class="running" aria-labelledby="running-title">
    <div class="section-head">
      <h2 id="running-title">Running</h2>
      <p class="legend" aria-hidden="true"><span data-lane="fetch">fetch</span><span data-lane="transcode">transcode</span><span data-lane="return">return</span></p>
    </div>
    ${jobs.length === 0 ? html`<p class="quiet" id="running-none">Nothing runs.</p>` : nothing}
    <ul class="runs card" id="running" ?hidden=${jobs.length === 0}>
      ${repeat(shown, (job) => job.id, (job) => runningJob(job, runOf(farm, job)))}
    </ul>
    ${jobs.length > shown.length
      ? html`<p class="quiet"><a href="#/queue?state=RUNNING">and ${count(jobs.length - shown.length)} more</a></p>`
      : nothing}
  </section>`;
}

function runningJob(job, run) {
  const name = plainName(job.name);
  const left = run.progress?.etaSeconds >= 0 ? `${duration(run.progress.etaSeconds)} left` : '';
  const again = run.attempt > 1 ? ` · attempt ${run.attempt}` : '';
  return html`<li class="run job">
    <a class="name" href=${`#/jobs/${job.id}`} dir="auto" title=${name}>${name}</a>
    <p class="run-where quiet">${run.progress?.workerId || job.workerId || ''}${again}${job.suspended ? ' · suspended' : ''}</p>
    ${laneBar(job, run)}
    <p class="run-words quiet">${run.words}</p>
    <p class="percent figure">${percent(run.done)}</p>
    <p class="run-speed figure">${speed(run.progress)}</p>
    <p class="run-left figure">${left}</p>
  </li>`;
}

function endedJobs(farm) {
  const jobs = [...farm.ended].slice(-MOST_ENDED).reverse().map((id) => farm.jobs.get(id));
  if (jobs.length === 0) return nothing;
  return html`<section aria-labelledby="ended-title">
    <div class="section-head">
      <h2 id="ended-title">Just ended</h2>
      <a href="#/history">History</a>
    </div>
    <ul class="ends card" id="ended">
      ${repeat(jobs, (job) => job.id, endedJob)}
    </ul>
  </section>`;
}

function endedJob(job) {
  const name = plainName(job.name);
  const ran = job.startedMillis > 0 && job.endedMillis > 0;
  const took = ran ? `took ${duration((job.endedMillis - job.startedMillis) / 1000)}` : '';
  return html`<li class="end job">
    <a class="name" href=${`#/jobs/${job.id}`} dir="auto" title=${name}>${name}</a>
    <p class="mark" data-mark=${ENDS[job.state]}>${ENDS[job.state]}</p>
    <p class="end-facts quiet">${[job.workerId, took].filter(Boolean).join(' · ')}</p>
    <p class="end-size figure">${resultSize(job) ? `${bytes(job.inputBytes)} → ${resultSize(job)}` : ''}</p>
    <p class="end-when figure quiet">${ago(job.endedMillis, Date.now())}</p>
    ${job.failure && job.state !== 'COMPLETE' ? html`<p class="end-why">${job.failure.message}</p>` : nothing}
  </li>`;
}
