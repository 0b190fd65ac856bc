/** Which jobs the queue shows, and in which order; it stands in the address, so that it can be shared. */

/** What people choose first; counts are those of the farm's summary. */
export const SHOWN = [
  { key: '', words: 'All', states: [], of: (s) => s.queued + s.running + s.complete + s.failed + s.stopped },
  { key: 'RUNNING', words: 'Running', states: ['RUNNING'], of: (s) => s.running },
  { key: 'QUEUED', words: 'Waiting', states: ['QUEUED'], of: (s) => s.queued },
  { key: 'SUSPENDED', words: 'Suspended', states: ['QUEUED', 'RUNNING'], suspended: true, of: (s) => s.suspended },
  { key: 'COMPLETE', words: 'Complete', states: ['COMPLETE'], of: (s) => s.complete },
  { key: 'FAILED', words: 'Failed', states: ['FAILED'], of: (s) => s.failed },
  { key: 'STOPPED', words: 'Stopped', states: ['STOPPED'], of: (s) => s.stopped },
  { key: 'ARCHIVED', words: 'Archive', states: [], archived: true, of: (s) => s.archived },
];

export const ORDERS = [
  { value: 'QUEUE', words: 'as it runs' },
  { value: 'NEWEST', words: 'newest first' },
  { value: 'OLDEST', words: 'oldest first' },
  { value: 'ENDED', words: 'by end, latest first' },
];

const STATES = ['QUEUED', 'RUNNING', 'COMPLETE', 'FAILED', 'STOPPED'];
const ENDED = ['COMPLETE', 'FAILED', 'STOPPED'];
const FIELDS = ['text', 'user', 'pool', 'worker'];

/** {shown, text, user, pool, worker, order} out of the address. */
export function filterOf(params) {
  const shown = SHOWN.some(({ key }) => key === params.state) ? params.state : '';
  const order = ORDERS.some(({ value }) => value === params.order) ? params.order : 'QUEUE';
  return { shown, order, ...Object.fromEntries(FIELDS.map((key) => [key, params[key] ?? ''])) };
}

/** The address of this filter. */
export function hashOf(filter) {
  const order = filter.order === 'QUEUE' ? '' : filter.order;
  const given = Object.entries({ state: filter.shown, order, ...pick(filter) }).filter(([, value]) => value);
  return `#/queue${given.length > 0 ? `?${new URLSearchParams(given)}` : ''}`;
}

const pick = (filter) => Object.fromEntries(FIELDS.map((key) => [key, filter[key]]));

const shownOf = (filter) => SHOWN.find(({ key }) => key === filter.shown);

/** What GET /api/v1/jobs is asked. */
export function queryOf(filter) {
  const { states, suspended, archived = false } = shownOf(filter);
  return { ...pick(filter), order: filter.order, state: states.join(','), suspended, archived };
}

/** How many jobs match, where the summary says it; else null. */
export function countOf(filter, summary) {
  if (!summary || filter.order === 'ENDED' || FIELDS.some((key) => filter[key])) return null;
  return shownOf(filter).of(summary);
}

/** Whether a job that an event told of belongs here. */
export function matches(filter, job) {
  const { states, suspended = null, archived = false } = shownOf(filter);
  return (
    job.archived === archived &&
    (states.length === 0 || states.includes(job.state)) &&
    (suspended === null || job.suspended === suspended) &&
    (filter.order !== 'ENDED' || job.endedMillis > 0) &&
    (!filter.user || job.user === filter.user) &&
    (!filter.pool || job.pool === filter.pool) &&
    (!filter.worker || job.workerId === filter.worker) &&
    hasWords(filter.text, job)
  );
}

/** One of each kind of job that the filter may let through, as far as actions tell them apart; user is who asks. */
export function specimens(filter, user) {
  const { states, suspended = null, archived = false } = shownOf(filter);
  const kinds = states.length > 0 ? states : archived || filter.order === 'ENDED' ? ENDED : STATES;
  return kinds.flatMap((state) =>
    (suspended === null ? [false, true] : [suspended]).map((each) => ({
      state,
      archived,
      suspended: each,
      endedMillis: ENDED.includes(state) ? 1 : 0,
      user: filter.user || user,
    })),
  );
}

function hasWords(text, job) {
  const asked = wordsOf(text);
  if (asked.length === 0) return true;
  const words = wordsOf([job.name, job.description, job.input, job.output, job.user].join(' '));
  return asked.every((each) => words.some((word) => word.startsWith(each)));
}

/** As the manager takes words apart: letters and digits, without case and accents. */
const wordsOf = (text) =>
  (text ?? '').toUpperCase().toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether it waits for somebody to give it another priority. */
export const isHeld = (job) => job.priority === 100;

const SECTIONS = { RUNNING: 0, QUEUED: 1 };
const section = (job) => SECTIONS[job.state] ?? 2;

/** Whether a comes before b, as far as jobs alone tell; 0 where only the manager knows. */
export function compare(order, a, b) {
  if (order === 'NEWEST') return b.submittedMillis - a.submittedMillis;
  if (order === 'OLDEST') return a.submittedMillis - b.submittedMillis;
  if (order === 'ENDED') return b.endedMillis - a.endedMillis;
  const sections = section(a) - section(b);
  if (sections !== 0) return sections;
  if (section(a) === 1) return a.priority - b.priority;
  return section(a) === 2 ? b.endedMillis - a.endedMillis : 0;
}
