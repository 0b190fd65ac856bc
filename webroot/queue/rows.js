/** The jobs that match, as far as they were looked at: page by page from the manager, then live. */

import { compare, matches, queryOf } from './filter.js';

const PAGE = 1000;
const FIRST_PAGE = 200;
/** A change of order that no event tells is found out by looking again. */
const LOOK_AGAIN_MILLIS = 1500;
/** Beyond so many rows the list is not asked anew behind the visitor's back. */
const MOST_LOOKED_AGAIN = 4000;

export class Rows {
  /** In the manager's order. */
  list = [];
  /** Whether the manager has more. */
  more = true;
  trouble = '';
  #api;
  #changed;
  #filter = null;
  #ids = new Map();
  #next = null;
  #turn = 0;
  #loading = null;
  #wanted = 0;
  #stale = 0;

  /** changed() is called whenever there is something to draw. */
  constructor(api, changed) {
    this.#api = api;
    this.#changed = changed;
  }

  close() {
    this.#turn += 1;
    clearTimeout(this.#stale);
  }

  /** Begins with another filter. */
  async open(filter) {
    this.#filter = filter;
    await this.#replace(FIRST_PAGE);
  }

  get(id) {
    return this.#ids.get(id);
  }

  /** Loads until so many rows are there, or all. */
  need(count) {
    this.#wanted = Math.max(this.#wanted, count);
    if (!this.#loading && this.more && !this.trouble && this.list.length < this.#wanted) {
      this.#loading = this.#load().finally(() => (this.#loading = null));
    }
    return this.#loading ?? Promise.resolve();
  }

  async #load() {
    const turn = this.#turn;
    while (turn === this.#turn && this.more && !this.trouble && this.list.length < this.#wanted) {
      const page = await this.#page(this.#next, PAGE, turn);
      if (page) this.#add(page);
    }
  }

  async #page(cursor, limit, turn) {
    try {
      const page = await this.#api.get('/api/v1/jobs', { ...queryOf(this.#filter), cursor, limit });
      if (turn !== this.#turn) return null;
      this.trouble = '';
      return page;
    } catch (e) {
      if (turn === this.#turn) this.trouble = e.message;
      this.#changed();
      return null;
    }
  }

  #add({ jobs, next }) {
    const before = this.list.length;
    for (const job of jobs) {
      if (this.#ids.has(job.id)) continue;
      this.#ids.set(job.id, job);
      this.list.push(job);
    }
    this.#next = next;
    // A page without anything new would be asked for ever.
    this.more = Boolean(next) && this.list.length > before;
    this.#changed();
  }

  /** Asks anew for as many as there are, and shows them at once instead of those. */
  async #replace(count) {
    const turn = (this.#turn += 1);
    this.#wanted = 0;
    const jobs = [];
    let next = null;
    do {
      const page = await this.#page(next, Math.min(PAGE, Math.max(count - jobs.length, FIRST_PAGE)), turn);
      if (!page) return;
      jobs.push(...page.jobs);
      ({ next } = page);
    } while (next && jobs.length < count);
    this.list = [];
    this.#ids = new Map();
    this.#add({ jobs, next });
  }

  again() {
    this.trouble = '';
    return this.#replace(Math.max(FIRST_PAGE, this.list.length));
  }

  #lookAgain() {
    if (this.list.length > MOST_LOOKED_AGAIN) return;
    this.#stale ||= setTimeout(() => {
      this.#stale = 0;
      if (!document.hidden) this.again();
    }, LOOK_AGAIN_MILLIS);
  }

  /** An event of one job; null when some were missed. */
  take(event) {
    if (!this.#filter) return;
    if (!event) {
      this.#lookAgain();
      return;
    }
    const { job, gone } = event;
    const known = this.#ids.get(job.id);
    if (!known && (gone || !matches(this.#filter, job))) return;
    if (known && !gone && matches(this.#filter, job)) this.#renew(known, job);
    else if (known) this.#remove(known);
    else this.#insert(job);
    this.#changed();
  }

  #renew(known, job) {
    this.#ids.set(job.id, job);
    const moved = compare(this.#filter.order, known, job) !== 0;
    if (!moved) {
      this.list[this.list.indexOf(known)] = job;
      // What stood still in every way that an event tells was perhaps moved by somebody.
      if (job.state === 'QUEUED' && this.#filter.order === 'QUEUE') this.#lookAgain();
      return;
    }
    this.list.splice(this.list.indexOf(known), 1);
    this.#insert(job);
    if (job.state === 'QUEUED') this.#lookAgain();
  }

  #remove(known) {
    this.#ids.delete(known.id);
    this.list.splice(this.list.indexOf(known), 1);
  }

  /** Behind all that do not come after it; past the last loaded row it comes with its page. */
  #insert(job) {
    const after = this.list.findIndex((each) => compare(this.#filter.order, job, each) < 0);
    if (after < 0 && this.more) {
      this.#ids.delete(job.id);
      return;
    }
    this.#ids.set(job.id, job);
    this.list.splice(after < 0 ? this.list.length : after, 0, job);
  }

  /** Shows at once what a move will bring: these rows right before that one, or after the last that waits. */
  move(ids, beforeId) {
    const moved = ids.map((id) => this.#ids.get(id)).filter(Boolean);
    const set = new Set(moved);
    const rest = this.list.filter((job) => !set.has(job));
    let place = beforeId ? rest.findIndex(({ id }) => id === beforeId) : rest.findLastIndex(({ state }) => state === 'QUEUED') + 1;
    if (place < 0) place = rest.length;
    rest.splice(place, 0, ...moved);
    this.list = rest;
    this.#changed();
  }

  /** The ids of all that match, whether they were looked at or not. */
  async allIds(progress) {
    const ids = [];
    let cursor = null;
    do {
      const page = await this.#api.get('/api/v1/jobs', { ...queryOf(this.#filter), cursor, limit: PAGE });
      ids.push(...page.jobs.map(({ id }) => id));
      cursor = page.next;
      progress(ids.length);
    } while (cursor);
    return ids;
  }
}
