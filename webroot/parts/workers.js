/** Workers in words. */

import { html, nothing } from '../html.js';
import { bytes, counted, moment, plainName } from '../words.js';
import { workerLanes } from './lanes.js';

const MARKS = {
  READY: 'ready',
  PAUSED: 'paused',
  DRAINING: 'draining',
  CLOSED: 'closed',
  QUARANTINED: 'quarantined',
  LEAVING: 'leaving',
  LOST: 'lost',
};

/** "ready", "quarantined" and so on. */
export const markOf = (view) => MARKS[view.state] ?? String(view.state).toLowerCase();

/** Why it is in this state, until when, and when it was seen last; may be empty. */
export function remarkOf(view, nowMillis) {
  const until = view.untilMillis > 0 ? `until ${moment(view.untilMillis, nowMillis)}` : '';
  const lost = view.state === 'LOST' && view.lastSeenMillis > 0;
  const seen = lost ? `last seen ${moment(view.lastSeenMillis, nowMillis)}` : '';
  const note = plainName(view.note);
  return [note === markOf(view) ? '' : note, until, seen].filter(Boolean).join('; ');
}

/** "attic.studio.lan · 16 cores · HandBrake 1.6.1". */
export function machineOf({ worker }) {
  const found = worker.capabilities ?? {};
  const cores = found.cores > 0 ? counted(found.cores, 'core') : '';
  const version = found.handBrakeVersion ? `HandBrake ${found.handBrakeVersion}` : '';
  return [worker.host, cores, version].filter(Boolean).map(plainName).join(' · ');
}

/** Workers by name. */
export const workersOf = (farm) =>
  [...farm.workers.values()].sort((a, b) => (a.worker.id < b.worker.id ? -1 : 1));

/** One worker: its state, why, and what each lane does; below it whatever else is wanted. */
export function workerCard(farm, view, nowMillis, below = nothing) {
  const { worker, queue } = view;
  const remark = remarkOf(view, nowMillis);
  return html`<li class="worker card" data-state=${markOf(view)}>
    <div class="worker-head">
      <h3><a href=${`#/workers/${encodeURIComponent(worker.id)}`}>${worker.id}</a></h3>
      <p class="mark" data-mark=${markOf(view)}>${markOf(view)}</p>
    </div>
    <p class="quiet">${machineOf(view)}</p>
    ${remark ? html`<p class="note">${remark}</p>` : nothing}
    ${view.state === 'LOST' ? nothing : workerLanes(farm, view)}
    <p class="quiet worker-foot">
      <span>${queue.length > 0 ? `${counted(queue.length, 'job')} waiting here` : 'nothing waits here'}</span>
      ${view.freeBytes >= 0 ? html`<span>${bytes(view.freeBytes)} free</span>` : nothing}
    </p>
    ${below}
  </li>`;
}
