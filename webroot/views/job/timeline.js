/** The five stages with their times, and every attempt on the same measure. */

import { html, nothing, svg } from '../../html.js';
import { duration, moment, percent, plainName } from '../../words.js';

const STEPS = [
  ['QUEUED', 'queued'],
  ['FETCHING', 'fetch'],
  ['TRANSCODING', 'transcode'],
  ['RETURNING', 'return'],
  ['COMPLETE', 'complete'],
];
const OUTCOMES = { COMPLETE: 'complete', FAILED: 'failed', STOPPED: 'stopped', QUEUED: 'given back' };

/** Where the job stands, and how long each stage of its latest attempt took. */
export function timeline(job, progress, tried, times) {
  const latest = latestOf(tried);
  const over = job.endedMillis > 0;
  const here = STEPS.findIndex(([stage]) => stage === job.stage);
  const live = liveOf(job, progress, tried, times);
  const record = over || (latest && latest.attempt === job.attempt) ? latest : live;
  const told = { QUEUED: waited(job, tried), ...spans(record) };
  return html`<ol class="stages">
      ${STEPS.map(([stage, words], i) => {
        const state = i < here || job.state === 'COMPLETE' ? 'done' : i > here ? 'ahead' : over ? 'broken' : 'now';
        return html`<li
          data-stage=${stage}
          data-state=${state}
          aria-current=${state === 'now' ? 'step' : nothing}
        >
          <span class="stage-name">${words}</span>
          <span class="stage-time">${stageTime(stage, state, job, progress, told)}</span>
        </li>`;
      })}
    </ol>
    ${strips(job, tried, live)}`;
}

/** One row each, the latest first. */
export function attempts(tried) {
  if (tried.length === 0) return nothing;
  const now = Date.now();
  return html`<section class="card panel" aria-labelledby="job-attempts">
    <h2 id="job-attempts">Attempts</h2>
    <div class="wide" tabindex="0" role="group" aria-label="Attempts as a table">
      <table class="attempts">
        <thead>
          <tr>
            ${['No.', 'Worker', 'Began', 'Fetch', 'Transcode', 'Return', 'Took', 'Forecast', 'Outcome'].map(
              (name) => html`<th scope="col">${name}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${tried.map(
            (each) =>
              html`<tr>
                <th scope="row">${each.attempt}</th>
                <td><a href="#/workers/${encodeURIComponent(each.workerId)}">${plainName(each.workerId)}</a></td>
                <td>${moment(each.startedMillis, now)}</td>
                <td>${spans(each).FETCHING}</td>
                <td>${spans(each).TRANSCODING}${each.pausedMillis > 0 ? ` (paused ${took(each.pausedMillis)})` : ''}</td>
                <td>${spans(each).RETURNING}</td>
                <td>${took(each.endedMillis - each.startedMillis)}</td>
                <td>${duration(each.expectedSeconds)}</td>
                <td>
                  <span class="mark" data-mark=${OUTCOMES[each.outcome]}>${OUTCOMES[each.outcome] ?? each.outcome}</span>
                  ${each.reason ? reasonWords(each.reason) : nothing}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

const took = (millis) => (millis > 0 ? duration(millis / 1000) : '–');

/** "worker lost" for WORKER_LOST. */
const reasonWords = (reason) => String(reason).toLowerCase().replaceAll('_', ' ').replace('handbrake', 'HandBrake');

const latestOf = (tried) =>
  tried.reduce((latest, each) => (latest && latest.attempt > each.attempt ? latest : each), null);

/**
 * The running attempt as if it ended now; what it did since times were told it did in its present
 * stage. Without times (null) nothing is known of its stages.
 */
function liveOf(job, progress, tried, times) {
  if (job.state !== 'RUNNING' || !(job.startedMillis > 0)) return null;
  if (tried.some((each) => each.attempt === job.attempt)) return null;
  const now = Date.now();
  const since = times && progress?.phase !== 'WAITING' ? Math.max(0, now - times.heardMillis) : 0;
  const more = (stage) => (job.stage === stage ? since : 0);
  return {
    attempt: job.attempt,
    startedMillis: job.startedMillis,
    endedMillis: now,
    fetchMillis: (times?.fetchMillis ?? 0) + more('FETCHING'),
    transcodeMillis: (times?.transcodeMillis ?? 0) + more('TRANSCODING'),
    returnMillis: (times?.returnMillis ?? 0) + more('RETURNING'),
    outcome: 'RUNNING',
  };
}

function spans(record) {
  if (!record) return {};
  const { fetchMillis: fetch, transcodeMillis: transcode, returnMillis: back } = record;
  // All nothing is not known: the manager was started anew meanwhile.
  const known = fetch > 0 || transcode > 0 || back > 0;
  const words = (millis, reached) => (known && reached && millis < 1000 ? 'under 1 s' : took(millis));
  return {
    FETCHING: words(fetch, true),
    TRANSCODING: words(transcode, transcode > 0 || back > 0),
    RETURNING: words(back, record.outcome === 'COMPLETE'),
  };
}

function waited(job, tried) {
  const began = Math.min(...tried.map((each) => each.startedMillis), job.startedMillis || Infinity);
  const until = Number.isFinite(began) ? began : job.endedMillis || Date.now();
  return duration(Math.max(0, until - job.submittedMillis) / 1000);
}

function stageTime(stage, state, job, progress, told) {
  if (stage === 'COMPLETE') return job.state === 'COMPLETE' ? moment(job.endedMillis, Date.now()) : '';
  if (state === 'ahead') return '';
  if (state === 'now' && progress && progress.stage === stage) {
    return `${percent(progress.percent)}${progress.etaSeconds >= 0 ? `, ${duration(progress.etaSeconds)} left` : ''}`;
  }
  if (state === 'broken') return job.state.toLowerCase();
  return told[stage] ?? '';
}

/** A strip for each attempt, from the submission to now or to the end. */
function strips(job, tried, live) {
  const rows = [...tried].sort((a, b) => a.attempt - b.attempt).slice(-8);
  if (rows.length === 0 && !live) return nothing;
  const from = job.submittedMillis;
  const to = Math.max(from + 1, job.endedMillis || Date.now(), ...rows.map((each) => each.endedMillis));
  const at = (millis) => (100 * (Math.min(to, Math.max(from, millis)) - from)) / (to - from);
  return html`<div class="strips">
    ${rows.map((each) => strip(`attempt ${each.attempt}`, parts(each, at), OUTCOMES[each.outcome]))}
    ${live ? strip(`attempt ${job.attempt}`, parts(live, at), 'running') : nothing}
    <p class="strip-ends"><span>${moment(from, Date.now())}</span><span>${moment(to, Date.now())}</span></p>
  </div>`;
}

/** Fetched at the beginning, returned at the end, transcoded before that; the rest were waits. */
function parts(each, at) {
  const { startedMillis: from, endedMillis: to } = each;
  const back = to - each.returnMillis;
  const all = [['WAITING', from, to]];
  if (each.fetchMillis > 0) all.push(['FETCHING', from, from + each.fetchMillis]);
  if (each.transcodeMillis > 0) all.push(['TRANSCODING', back - each.transcodeMillis, back]);
  if (each.returnMillis > 0) all.push(['RETURNING', back, to]);
  return all.map(([stage, begin, end]) => [stage, at(begin), at(end)]);
}

function strip(name, spansOfStages, outcome) {
  return html`<div class="strip">
    <span class="strip-name">${name}</span>
    <svg width="100%" height="12" role="img" aria-label="${name}: ${outcome}">
      <rect class="strip-track" width="100%" height="12" rx="3"></rect>
      ${spansOfStages.map(
        ([stage, begin, end]) =>
          svg`<rect data-stage=${stage} x="${begin.toFixed(2)}%" width="${Math.max(0.4, end - begin).toFixed(2)}%" height="12"></rect>`,
      )}
    </svg>
  </div>`;
}
