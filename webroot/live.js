/** Keeps the state's farm true to the real one: a snapshot, then what the bus tells. */

import { Bridge, BusError } from './bridge.js';
import { hasGap, takeEvent, takeProgress, takeSnapshot } from './farm.js';
import { plainName } from './words.js';

/** The bridge takes no more addresses of one page than a thousand. */
const MOST_FOLLOWED = 500;
const GAP_MILLIS = 200;
/** After a burst of waiting jobs only a snapshot knows which are the first of them. */
const CROWDED_MILLIS = 2000;
/** A snapshot now and then repairs what no event told. */
const CHECK_MILLIS = 60000;

export class Live {
  bridge;
  #state;
  #change;
  #started = false;
  #asking = false;
  #sorting = false;
  #failures = 0;
  #followed = new Set();
  #listeners = new Set();
  #hearProgress = (progress) => this.#change(() => takeProgress(this.#state.farm, progress));

  /** change(changing) runs a change of the state, and has it drawn; lost() is called when the connection broke. */
  constructor(state, change, lost) {
    this.#state = state;
    this.#change = change;
    this.bridge = new Bridge('/eventbus', {
      opened: () => this.refresh(),
      closed: () => {
        change(() => (state.link = 'lost'));
        lost();
      },
    });
    this.bridge.hear('reelyard.farm.jobs', (event) => this.#hearEvent(event));
    this.bridge.hear('reelyard.farm.workers', (event) => this.#hearEvent(event));
    this.bridge.hear('reelyard.farm.summary', (summary) => change(() => (state.farm.summary = summary)));
  }

  /** For whoever came in; again does nothing. */
  start() {
    this.bridge.start();
    if (this.#started) return;
    this.#started = true;
    setInterval(() => this.refresh(), CHECK_MILLIS);
    addEventListener('online', () => this.bridge.hurry());
    document.addEventListener('visibilitychange', () => document.hidden || this.bridge.hurry());
  }

  /** Nobody is logged in any more. */
  stop() {
    this.bridge.stop();
    this.#state.link = 'connecting';
  }

  /** Progress is heard of these running jobs only: those that the view shows. */
  follow(ids) {
    const wanted = new Set([...ids].slice(0, MOST_FOLLOWED));
    for (const id of this.#followed) {
      if (!wanted.has(id)) this.bridge.leave(`reelyard.job.${id}.progress`, this.#hearProgress);
    }
    for (const id of wanted) {
      if (!this.#followed.has(id)) this.bridge.hear(`reelyard.job.${id}.progress`, this.#hearProgress);
    }
    this.#followed = wanted;
  }

  /** listener({job, gone}) hears of every change of a job, in the farm's order; listener(null) that changes were missed. */
  onJobs(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #hearEvent(event) {
    const { farm } = this.#state;
    this.#change(() => {
      if (event.job) this.#say(farm.jobs.get(event.job.id), event.job);
      for (const due of takeEvent(farm, event)) if (due.job) this.#tell(due);
    });
    if (hasGap(farm)) setTimeout(() => hasGap(farm) && this.refresh(), GAP_MILLIS);
    if (farm.crowded && !this.#sorting) {
      this.#sorting = true;
      setTimeout(() => {
        this.#sorting = false;
        this.refresh();
      }, CROWDED_MILLIS);
    }
  }

  #say(before, job) {
    if (before && before.state !== job.state && (job.archived || job.endedMillis > 0)) {
      this.#state.said = `${plainName(job.name)}: ${job.state.toLowerCase()}`;
    }
  }

  #tell(event) {
    for (const listener of this.#listeners) listener(event);
  }

  /** Begins anew from the whole farm. */
  async refresh() {
    if (this.#asking || !this.bridge.isOpen) return;
    this.#asking = true;
    const { farm } = this.#state;
    try {
      const view = await this.bridge.ask('reelyard.farm', { limit: 0 });
      this.#failures = 0;
      const missed = view.epoch !== farm.epoch || view.sequence !== farm.sequence;
      this.#change(() => {
        takeSnapshot(farm, view);
        this.#state.link = 'live';
      });
      if (missed) this.#tell(null);
      if (hasGap(farm)) setTimeout(() => this.refresh(), GAP_MILLIS);
    } catch (e) {
      // What is wrong with this page is not the scheduler's silence.
      if (e instanceof BusError) this.#silent();
      else reportError(e);
    } finally {
      this.#asking = false;
    }
  }

  #silent() {
    if (!this.bridge.isOpen) return;
    this.#change(() => (this.#state.link = 'silent'));
    this.#failures += 1;
    setTimeout(() => this.refresh(), Math.min(5000, 500 * 2 ** (this.#failures - 1)));
  }
}
