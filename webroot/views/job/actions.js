/** What people do with a job, as far as its state and their role let them. */

import { html, nothing } from '../../html.js';
import { replaced } from './state.js';

/** Whether this person may change this job. */
const mayChange = (app, job) => app.may('OPERATOR') || (app.may('SUBMITTER') && app.me.name === job.user);

/** Buttons; act(words, doing, then) does it and tells how it went. */
export function actions(job, path, app, act) {
  if (!mayChange(app, job)) return nothing;
  const ended = job.endedMillis > 0;
  const post = (word, label) => button(label, () => act(label, () => app.api.post(`${path}/${word}`, {})));
  const asking = (question, label, doing, then) =>
    button(label, async () => (await app.ask(question)) && act(label, doing, then));
  const change = (action, more) => () =>
    app.api.post('/api/v1/jobs/change', { jobIds: [job.id], action, ...more }).then(refused);
  return html`<div class="job-actions" role="group" aria-label="What to do with this job">
    ${!ended && !job.suspended ? post('suspend', job.state === 'RUNNING' ? 'Pause' : 'Suspend') : nothing}
    ${!ended && job.suspended ? post('activate', 'Go on') : nothing}
    ${ended && !replaced(job) ? post('retry', job.state === 'COMPLETE' ? 'Run again' : 'Retry') : nothing}
    ${!ended
      ? asking({ title: 'Stop this job?', words: 'What it did so far is lost.', yes: 'Stop it', danger: true }, 'Stop', () => app.api.post(`${path}/stop`, {}))
      : nothing}
    ${job.state === 'QUEUED' && app.may('OPERATOR') && isMovable(app)
      ? html`${button('To the top', () => act('To the top', change('MOVE_TOP')))}
        ${button('To the bottom', () => act('To the bottom', change('MOVE_BOTTOM')))}`
      : nothing}
    ${ended && !job.archived ? post('archive', 'Archive') : nothing}
    ${job.archived ? post('restore', 'Out of the archive') : nothing}
    ${job.state !== 'RUNNING'
      ? asking({ title: 'Forget this job?', words: 'Its result stays where it is.', yes: 'Delete', danger: true }, 'Delete', () => app.api.del(path), () => app.go('#/queue'))
      : nothing}
    ${ended ? nothing : fields(job, act, change)}
  </div>`;
}

function fields(job, act, change) {
  /** What is refused does not stay in the field. */
  const put = async (input, words, doing, field) => {
    const now = await act(words, doing);
    input.value = String(now[field] ?? '');
  };
  return html`<form class="inline" @submit=${(e) => e.preventDefault()}>
    <label
      >Priority
      <input
        type="number"
        min="0"
        max="100"
        title="0 runs first, 50 is usual, 100 is held"
        .value=${String(job.priority)}
        @change=${(e) =>
          e.target.reportValidity() &&
          put(e.target, 'Priority', change('SET_PRIORITY', { priority: Number(e.target.value) }), 'priority')}
    /></label>
    <label
      >Pool
      <input
        class="pool"
        maxlength="200"
        placeholder="any"
        .value=${job.pool ?? ''}
        @change=${(e) => put(e.target, 'Pool', change('SET_POOL', { pool: e.target.value.trim() }), 'pool')}
    /></label>
  </form>`;
}

const button = (label, click) => html`<button type="button" class="button" @click=${click}>${label}</button>`;

/** A farm that sorts what waits by itself lets nobody move it. */
const isMovable = (app) => (app.state.farm.settings?.sort ?? 'AGE') === 'AGE';

/** With one job its refusal is that of the whole. */
function refused(answer) {
  const refusal = answer?.outcomes?.[0]?.refusal;
  if (refusal) throw new Error(refusal.message);
}
