/** What people order of workers. */

import { html, icon, nothing } from '../html.js';

/** How the farm begins to say that a self-test failed. */
const FAILED = /^its self-test failed/;

const PAUSES = [
  { value: '15', words: '15 minutes' },
  { value: '60', words: '1 hour' },
  { value: '240', words: '4 hours' },
  { value: 'morning', words: 'until 8 tomorrow morning' },
  { value: '0', words: 'until somebody resumes it' },
];

function minutesOf(choice) {
  if (choice !== 'morning') return Number(choice);
  const morning = new Date();
  morning.setDate(morning.getDate() + 1);
  morning.setHours(8, 0, 0, 0);
  return Math.ceil((morning - Date.now()) / 60000);
}

/** Pauses for as long as people say; workerIds is empty for the whole farm. */
export async function pause(app, workerIds, name) {
  const choice = await app.ask({
    title: `Pause ${name}`,
    words: 'It takes no jobs, and HandBrake stands still. What runs goes on afterwards.',
    yes: 'Pause',
    field: { label: 'For how long', options: PAUSES, value: '60' },
  });
  if (choice !== false) await control(app, workerIds, 'PAUSE', `${name} pauses`, minutesOf(choice));
}

export const drain = (app, workerIds, name) =>
  control(app, workerIds, 'DRAIN', `${name} finishes what runs and takes no more`);

export const resume = (app, workerIds, name) => control(app, workerIds, 'RUN', `${name} works again`);

export async function retire(app, workerIds, name) {
  const words = 'It finishes what runs, then its program ends. It comes back only when somebody starts it there.';
  if (await app.ask({ title: `Retire ${name}?`, words, yes: 'Retire', danger: true })) {
    await control(app, workerIds, 'RETIRE', `${name} leaves when it is done`);
  }
}

async function control(app, workerIds, order, words, minutes = 0) {
  await told(app, app.api.post('/api/v1/workers/control', { workerIds, control: order, minutes }), words);
}

/** When the machines that test themselves were looked at before, by worker. */
const testing = new Map();

export async function test(app, id) {
  const before = foundMillis(app.state.farm.workers.get(id));
  testing.set(id, before);
  const asked = app.api.post(`/api/v1/workers/${encodeURIComponent(id)}/test`);
  if (!(await told(app, asked, `${id} tests itself`)) && testing.get(id) === before) testing.delete(id);
}

const foundMillis = (view) => view?.worker.capabilities?.foundMillis ?? 0;

/** Tells what came of the tests that were asked for here: a machine that was tested was looked at anew. */
export function tellTested(app, farm) {
  for (const [id, before] of testing) {
    const view = farm.workers.get(id);
    if (!view || foundMillis(view) === before) continue;
    testing.delete(id);
    const bad = FAILED.test(view.note ?? '');
    app.tell(bad ? `${id}: ${view.note}` : `${id} passed its self-test`, { bad });
  }
}

/** Says what came of it; resolves with whether it was done. */
export function told(app, asked, words) {
  return asked.then(
    () => (app.tell(words), true),
    (e) => (app.tell(e.message, { bad: true }), false),
  );
}

/** Buttons for what makes sense in this worker's state; all: those that are rarely wanted, too. */
export function buttons(app, view, all = false) {
  if (!app.may('OPERATOR')) return nothing;
  const { id } = view.worker;
  const stands = view.control !== 'RUN';
  const present = view.state !== 'LOST';
  const one = (key, sign, words, click) => html`<button type="button" class="button" data-order=${key} @click=${click}>${icon(sign)}<span>${words}</span></button>`;
  return html`<div class="worker-buttons">
    ${stands ? one('RUN', 'play', 'Resume', () => resume(app, [id], id)) : one('PAUSE', 'pause', 'Pause', () => pause(app, [id], id))}
    ${stands ? nothing : one('DRAIN', 'drain', 'Drain', () => drain(app, [id], id))}
    ${present && (all || view.state === 'QUARANTINED') ? one('TEST', 'test', 'Self-test', () => test(app, id)) : nothing}
    ${present && all ? one('RETIRE', 'leave', 'Retire', () => retire(app, [id], id)) : nothing}
  </div>`;
}
