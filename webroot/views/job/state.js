/** What a job's state means, in words and for what may be done with it. */

export const STATES = {
  QUEUED: 'waiting',
  RUNNING: 'running',
  COMPLETE: 'complete',
  FAILED: 'failed',
  STOPPED: 'stopped',
};

/** Whether the result lies where the source was. */
export const replaced = (job) =>
  Boolean(job.receipt?.passed) && job.state === 'COMPLETE' && !(job.undoneMillis > 0);
