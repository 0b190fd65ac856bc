/** The three lanes of a job, and those of a worker. */

import { progressOf } from '../farm.js';
import { html, nothing, repeat } from '../html.js';
import { percent, plainName, stageNumber, stageWords } from '../words.js';

const STEPS = [
  { number: 2, lane: 'fetch' },
  { number: 3, lane: 'transcode' },
  { number: 4, lane: 'return' },
];

/** Which stages of a job are held by which lane of a worker, and how many places that has. */
const LANES = [
  { lane: 'fetch', stages: ['QUEUED', 'FETCHING'], count: 'fetch' },
  { lane: 'transcode', stages: ['TRANSCODING'], count: 'transcode' },
  { lane: 'return', stages: ['RETURNING', 'COMPLETE'], count: 'giveBack' },
];

/** How far a running job is, as the latest report says it: {stage, attempt, done, words, progress}. */
export function runOf(farm, job) {
  const progress = progressOf(farm, job) ?? job.progress;
  const stage = progress?.stage ?? job.stage;
  return {
    progress,
    stage,
    attempt: progress?.attempt ?? job.attempt,
    done: progress?.percent ?? 0,
    words: stageWords(stage, plainName(job.preset), progress),
  };
}

/** A bar of three parts: what was fetched, transcoded and returned of this job. */
export function laneBar(job, run) {
  const now = stageNumber(run.stage);
  return html`<div class="lane-bar" role="progressbar" aria-valuemin="0" aria-valuemax="100"
    aria-valuenow=${run.done.toFixed(1)} aria-valuetext=${`${run.words}, ${percent(run.done)}`}
    aria-label=${plainName(job.name)}>
    ${repeat(STEPS, ({ lane }) => `${lane} ${run.attempt} ${run.progress?.pass ?? 0}`, ({ number, lane }) => {
      const done = number < now ? 100 : number === now ? run.done : 0;
      const state = number < now ? 'done' : number === now ? 'now' : 'next';
      return html`<span class="lane-part" data-lane=${lane} data-state=${state}>
        <span class="fill" .style=${`transform: scaleX(${Math.min(1, Math.max(0, done / 100))})`}></span>
      </span>`;
    })}
  </div>`;
}

/** What each lane of a worker does: one line for each job, and one for a lane without any. */
export function workerLanes(farm, view) {
  return html`<dl class="lanes">
    ${repeat(linesOf(farm, view), (line) => line.key, (line) => html`<div class="lane" data-lane=${line.lane} data-busy=${String(line.busy)}>
      <dt>${line.label}</dt>
      <dd>${line.busy
        ? html`<span class="lane-percent">${line.percent}</span><a class="name" dir="auto" href=${`#/jobs/${line.id}`} title=${line.name}>${line.name}</a>`
        : 'idle'}</dd>
    </div>`)}
  </dl>`;
}

function linesOf(farm, view) {
  const held = view.running
    .map((id) => farm.jobs.get(id))
    .filter((job) => job?.state === 'RUNNING')
    .map((job) => ({ job, run: runOf(farm, job) }));
  return LANES.flatMap(({ lane, stages, count }) => {
    const places = view.worker.lanes?.[count] ?? 1;
    const label = places > 1 ? `${lane} ×${places}` : lane;
    const own = held.filter(({ run }) => stages.includes(run.stage));
    if (own.length === 0) return [{ key: lane, lane, label, busy: false }];
    return own.map(({ job, run }, index) => ({
      key: `${lane} ${job.id}`,
      lane,
      label: index === 0 ? label : nothing,
      busy: true,
      id: job.id,
      name: plainName(job.name),
      percent: run.progress?.phase === 'WAITING' ? 'waits' : percent(run.done),
    }));
  });
}
