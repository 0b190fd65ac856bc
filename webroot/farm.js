/** What this page knows of the farm; changed by these functions only. */

const MOST_EARLY = 1000;
/** Far more than a snapshot names: those beyond have a place in the count only. */
export const MOST_WAITING = 1000;
/** A farm that runs for weeks ends more jobs than a page can hold. */
export const MOST_ENDED = 100;

export function newFarm() {
  return {
    epoch: null,
    sequence: -1,
    /** Grows whenever jobs or workers change, but not with mere progress. */
    revision: 0,
    jobs: new Map(),
    /** Ids, so that an event costs the same however many jobs wait. */
    running: new Set(),
    /** Ids, in the order in which they were heard of. */
    waiting: new Set(),
    /** Whether waiting jobs were left out that may be the next to run. */
    crowded: false,
    /** Ids, the job that ended first at the front. */
    ended: new Set(),
    workers: new Map(),
    progress: new Map(),
    /** Counts every job, while jobs holds the first waiting and the latest ended ones only. */
    summary: null,
    /** What people set for the whole farm. */
    settings: null,
    /** Events that came before those they follow. */
    early: new Map(),
  };
}

/** Begins anew from the whole farm. */
export function takeSnapshot(farm, view) {
  farm.epoch = view.epoch;
  farm.sequence = view.sequence;
  farm.jobs = new Map();
  farm.running = new Set();
  farm.waiting = new Set();
  farm.crowded = false;
  farm.ended = new Set();
  for (const job of [...view.jobs].sort((a, b) => a.endedMillis - b.endedMillis)) putJob(farm, job);
  farm.workers = new Map();
  for (const worker of view.workers) putWorker(farm, worker);
  farm.summary = view.summary;
  farm.settings = view.settings;
  for (const id of farm.progress.keys()) {
    if (!farm.jobs.has(id)) farm.progress.delete(id);
  }
  for (const job of view.jobs) {
    if (job.progress) takeProgress(farm, job.progress);
  }
  for (const [sequence, event] of farm.early) {
    if (event.epoch !== farm.epoch || sequence <= farm.sequence) farm.early.delete(sequence);
  }
  followOn(farm);
  farm.revision += 1;
}

/** A job event or a worker event, in whatever order they come; gives those that are due now, in the farm's order. */
export function takeEvent(farm, event) {
  if (event.epoch === farm.epoch && event.sequence <= farm.sequence) return [];
  if (farm.early.size >= MOST_EARLY) farm.early.clear();
  farm.early.set(event.sequence, event);
  return followOn(farm);
}

/** Whether events are missing: then only a snapshot helps. */
export const hasGap = (farm) => farm.early.size > 0;

/** One progress report; those of ended attempts, and late ones, are dropped. */
export function takeProgress(farm, progress) {
  const job = farm.jobs.get(progress.jobId);
  if (!job || job.state !== 'RUNNING' || progress.attempt < job.attempt) return;
  const known = farm.progress.get(progress.jobId);
  const newer =
    !known ||
    progress.attempt > known.attempt ||
    (progress.attempt === known.attempt && progress.sentMillis >= known.sentMillis);
  if (newer) farm.progress.set(progress.jobId, progress);
}

/** The latest report of the job's present attempt, or null. */
export function progressOf(farm, job) {
  const progress = farm.progress.get(job.id);
  return progress && progress.attempt >= job.attempt ? progress : null;
}

function followOn(farm) {
  const due = [];
  for (;;) {
    const next = farm.early.get(farm.sequence + 1);
    if (!next || next.epoch !== farm.epoch) return due;
    due.push(next);
    farm.early.delete(next.sequence);
    farm.sequence = next.sequence;
    farm.revision += 1;
    if (next.worker) {
      putWorker(farm, next.worker);
    } else if (next.gone) {
      dropJob(farm, next.job.id);
    } else {
      putJob(farm, next.job);
      if (next.job.state !== 'RUNNING') {
        farm.progress.delete(next.job.id);
      } else if (next.job.progress) {
        takeProgress(farm, next.job.progress);
      }
    }
  }
}

function putWorker(farm, worker) {
  if (worker.state === 'LEFT') farm.workers.delete(worker.worker.id);
  else farm.workers.set(worker.worker.id, worker);
}

function dropJob(farm, id) {
  farm.jobs.delete(id);
  farm.running.delete(id);
  farm.waiting.delete(id);
  farm.ended.delete(id);
  farm.progress.delete(id);
}

function putJob(farm, job) {
  if (job.archived) {
    dropJob(farm, job.id);
    return;
  }
  farm.jobs.set(job.id, job);
  if (job.state === 'RUNNING') farm.running.add(job.id);
  else farm.running.delete(job.id);
  if (job.state !== 'QUEUED') {
    farm.waiting.delete(job.id);
  } else if (farm.waiting.has(job.id) || farm.waiting.size < MOST_WAITING) {
    farm.waiting.add(job.id);
  } else {
    farm.jobs.delete(job.id);
    farm.crowded = true;
  }
  farm.ended.delete(job.id);
  if (job.endedMillis > 0) farm.ended.add(job.id);
  if (farm.ended.size > MOST_ENDED) {
    const [first] = farm.ended;
    farm.ended.delete(first);
    farm.jobs.delete(first);
  }
}
