/** What people do with jobs: which of it fits, what is asked first, what is told afterwards. */

import { counted, plainName } from '../words.js';

const ended = (job) => job.endedMillis > 0;
const waits = (job) => job.state === 'QUEUED';

/** In the order of the bar; fits(job) says whether it makes sense for a job. */
export const ACTIONS = [
  { key: 'SUSPEND', words: 'Suspend', icon: 'pause', did: 'suspended', back: 'ACTIVATE', fits: (job) => !ended(job) && !job.suspended },
  { key: 'ACTIVATE', words: 'Activate', icon: 'play', did: 'activated', back: 'SUSPEND', fits: (job) => !ended(job) && job.suspended },
  { key: 'STOP', words: 'Stop', icon: 'stop', did: 'stopped', fits: (job) => !ended(job) },
  { key: 'RETRY', words: 'Retry', icon: 'retry', did: 'queued again', fits: ended },
  { key: 'MOVE_TOP', words: 'To the top', icon: 'top', did: 'moved to the top', fits: waits, all: true },
  { key: 'MOVE_BOTTOM', words: 'To the end', icon: 'bottom', did: 'moved to the end', fits: waits, all: true },
  { key: 'SET_PRIORITY', words: 'Priority', icon: 'flag', did: 'given another priority', fits: (job) => !ended(job) },
  { key: 'SET_POOL', words: 'Pool', icon: 'pool', did: 'given another pool', fits: (job) => !ended(job) },
  { key: 'ARCHIVE', words: 'Archive', icon: 'archive', did: 'archived', back: 'RESTORE', fits: (job) => ended(job) && !job.archived },
  { key: 'RESTORE', words: 'Restore', icon: 'retry', did: 'restored', back: 'ARCHIVE', fits: (job) => job.archived },
  { key: 'DELETE', words: 'Delete', icon: 'delete', did: 'deleted', fits: (job) => job.state !== 'RUNNING' },
];

/** Whether the visitor may change this job. */
export const mayChange = (app, job) =>
  app.may('OPERATOR') || (app.may('SUBMITTER') && job.user === app.me.name);

/** Whether the visitor may change the order of the whole queue, which is people's only while the farm does not sort it. */
export const mayOrder = (app) => app.may('OPERATOR') && (app.state.farm.settings?.sort ?? 'AGE') === 'AGE';

/** The actions that fit at least one of these jobs; moves are for who orders the whole queue. */
export const fitting = (app, jobs) =>
  ACTIONS.filter(({ fits, all }) => (!all || mayOrder(app)) && jobs.some((job) => mayChange(app, job) && fits(job)));

/** One job by its name, several by their number; jobs are those that are known. */
function wordsOf(number, jobs) {
  return number === 1 && jobs.length === 1 ? `“${plainName(jobs[0].name)}”` : counted(number, 'job');
}

/**
 * What is asked before; resolves with the order's fields, or with null for no.
 *
 * Of number jobs those given are known; pools are names to choose from.
 */
export async function confirmed(app, action, number, jobs, pools) {
  const what = wordsOf(number, jobs);
  if (action.key === 'STOP') {
    const lost = 'What was transcoded so far is lost; Retry begins anew.';
    return (await app.ask({ title: `Stop ${what}?`, words: lost, yes: 'Stop', danger: true })) ? {} : null;
  }
  if (action.key === 'DELETE') {
    const lost = 'The farm forgets them for good. Films, and results that are there, stay where they are.';
    return (await app.ask({ title: `Delete ${what}?`, words: lost, yes: 'Delete', danger: true })) ? {} : null;
  }
  if (action.key === 'SET_PRIORITY') {
    const field = { label: '0 runs first, 50 is usual, 100 is held back', type: 'number', min: 0, max: 100, value: jobs[0]?.priority ?? 50, required: true };
    const value = await app.ask({ title: `Priority of ${what}`, yes: 'Set', field });
    return value === false ? null : { priority: Number(value) };
  }
  if (action.key === 'SET_POOL') {
    const field = { label: 'Whose workers run it; empty for any', value: jobs[0]?.pool ?? '', list: pools };
    const value = await app.ask({ title: `Pool of ${what}`, yes: 'Set', field });
    return value === false ? null : { pool: value.trim() };
  }
  return number > 50 && !action.back
    ? (await app.ask({ title: `${action.words}: ${what}?`, yes: action.words })) ? {} : null
    : {};
}

/** Does it, and tells what came of it; jobOf(id) is the job, if it is known. */
export async function carryOut(app, action, ids, fields, jobOf) {
  let outcomes;
  try {
    ({ outcomes } = await app.api.post('/api/v1/jobs/change', { jobIds: ids, action: action.key, ...fields }));
  } catch (e) {
    app.tell(`Nothing was changed: ${e.message}`, { bad: true });
    return [];
  }
  const done = outcomes.filter(({ refusal }) => !refusal).map(({ jobId }) => jobId);
  const refused = outcomes.find(({ refusal }) => refusal)?.refusal;
  const known = done.length === 1 ? [jobOf(done[0])].filter(Boolean) : [];
  const words = [done.length > 0 ? `${wordsOf(done.length, known)} ${action.did}` : ''];
  if (refused) words.push(`${counted(outcomes.length - done.length, 'job')} left as before: ${refused.message}`);
  app.tell(words.filter(Boolean).join('; '), { bad: Boolean(refused), undo: undoOf(app, action, done, jobOf) });
  return done;
}

function undoOf(app, action, done, jobOf) {
  const back = ACTIONS.find(({ key }) => key === action.back);
  if (!back || done.length === 0) return null;
  return { words: 'Undo', click: () => carryOut(app, back, done, {}, jobOf) };
}
