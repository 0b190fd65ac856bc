/** Changing the order of what waits: shown at once, and taken back when the manager refuses. */

import { counted, plainName } from '../words.js';
import { isHeld } from './filter.js';

export class Moves {
  #app;
  #rows;
  #selection;

  constructor(app, rows, selection) {
    this.#app = app;
    this.#rows = rows;
    this.#selection = selection;
  }

  /** Before which row it may be dropped: among those that wait, or behind the last of them. */
  placeAt(index) {
    const { list } = this.#rows;
    const first = list.findIndex(({ state }) => state === 'QUEUED');
    const last = list.findLastIndex(({ state }) => state === 'QUEUED');
    return first < 0 ? null : Math.max(first, Math.min(last + 1, index));
  }

  /** The row that was dragged; if it is selected, all that is selected goes with it. */
  drop(id, index) {
    const together = this.#selection.has(id) && !this.#selection.all;
    const waiting = this.#rows.list.filter((job) => job.state === 'QUEUED');
    this.#move(together ? waiting.filter((job) => this.#selection.has(job.id)) : waiting.filter((job) => job.id === id), index);
  }

  /** One row up (-1) or down (1). */
  step(job, by) {
    if (job.state !== 'QUEUED') return;
    const index = this.#rows.list.indexOf(job);
    this.#move([job], this.placeAt(by < 0 ? index - 1 : index + 2));
  }

  async #move(jobs, index) {
    const moved = new Set(jobs);
    const target = this.#rows.list.slice(index).find((job) => !moved.has(job));
    const held = jobs.some(isHeld);
    const waits = target?.state === 'QUEUED';
    const ids = jobs.map(({ id }) => id);
    // Behind all that is held there is no place: the end of what runs would set it free.
    if (ids.length === 0 || (held && !waits)) return;
    // Before what is held is the end of what runs.
    const before = waits && (held || !isHeld(target)) ? target.id : null;
    this.#rows.move(ids, before);
    const action = before ? 'MOVE_BEFORE' : 'MOVE_BOTTOM';
    try {
      const { outcomes } = await this.#app.api.post('/api/v1/jobs/change', { jobIds: ids, action, before });
      const refused = outcomes.find(({ refusal }) => refusal)?.refusal;
      if (refused) throw new Error(refused.message);
      const who = jobs.length === 1 ? plainName(jobs[0].name) : counted(jobs.length, 'job');
      this.#app.say(`${who} moved ${before ? `before ${plainName(target.name)}` : 'to the end'}`);
    } catch (e) {
      this.#app.tell(`Not moved: ${e.message}`, { bad: true });
      this.#rows.again();
    }
  }
}
