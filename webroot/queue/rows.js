/** The jobs that match, as far as they were looked at: page by page from the manager, then live. */

import { compare, isHeld, matches, queryOf } from './filter.js';

const PAGE = 1000;
const FIRST_PAGE = 200;
/** A change of order that no event tells is found out by looking again: the more rows, the later. */
const LOOK_AGAIN_MILLIS = 1500;
const LOOK_AGAIN_MILLIS_PER_ROW = 3;
const FEW = 2000;

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
  #replacing = false;
  #wanted = 0;
  /** The latest event of each job since the first page was asked that is not there yet: it may be older than these. */
  #meanwhile = new Map();
  #timer = 0;
  #looksMillis = 0;
  /** A look that was due while nobody saw the page. */
  #due = false;
  #seen = () => this.#isSeen();

  /** changed() is called whenever there is something to draw. */
  constructor(api, changed) {
    this.#api = api;
    this.#changed = changed;
    document.addEventListener('visibilitychange', this.#seen);
  }

  close() {
    this.#turn += 1;
    this.more = false;
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#seen);
  }

  /** Begins with another filter. */
  async open(filter) {
    this.#filter = filter;
    this.trouble = '';
    const done = await this.#replace(FIRST_PAGE, true);
    if (done || !this.trouble) return;
    // Those of the filter before would pass for what was asked for.
    this.list = [];
    this.#ids = new Map();
  }

  get(id) {
    return this.#ids.get(id);
  }

  /** Loads until so many rows are there, or all. */
  need(count) {
    this.#wanted = Math.max(this.#wanted, count);
    const lacking = this.more && !this.trouble && this.list.length < this.#wanted;
    if (!this.#loading && !this.#replacing && lacking) {
      this.#loading = this.#load().finally(() => {
        this.#loading = null;
        this.need(0);
      });
    }
  }

  async #load() {
    const turn = this.#turn;
    while (turn === this.#turn && this.more && !this.trouble && this.list.length < this.#wanted) {
      this.#meanwhile.clear();
      const page = await this.#page(this.#next, PAGE, turn);
      if (page) this.#add(page);
    }
  }

  /** Null when it is of no use any more, or was not to be had. */
  async #page(cursor, limit, turn) {
    try {
      const page = await this.#api.get('/api/v1/jobs', { ...queryOf(this.#filter), cursor, limit });
      if (turn !== this.#turn) return null;
      this.trouble = '';
      return page;
    } catch (e) {
      if (turn !== this.#turn) return null;
      this.trouble = e.message;
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
    for (const event of this.#meanwhile.values()) this.#put(event);
    this.#changed();
  }

  /** Asks anew for as many as there are, and shows them at once instead of those; says whether that was done. */
  async #replace(count, another = false) {
    const turn = (this.#turn += 1);
    this.#replacing = true;
    this.#meanwhile.clear();
    const jobs = [];
    let next = null;
    do {
      const page = await this.#page(next, Math.min(PAGE, Math.max(count - jobs.length, FIRST_PAGE)), turn);
      if (!page) {
        if (turn === this.#turn) this.#replacing = false;
        return false;
      }
      jobs.push(...page.jobs);
      ({ next } = page);
    } while (next && jobs.length < count);
    this.#replacing = false;
    this.list = [];
    this.#ids = new Map();
    // Somebody scrolled far down what was there before.
    if (another) this.#wanted = 0;
    this.#add({ jobs, next });
    this.need(0);
    return true;
  }

  again() {
    this.trouble = '';
    return this.#replace(Math.max(FIRST_PAGE, this.list.length));
  }

  /** Soon, or when that many rows are worth it. */
  #lookAgain(soon) {
    const pause = soon ? 0 : Math.max(0, this.list.length - FEW) * LOOK_AGAIN_MILLIS_PER_ROW;
    const when = Date.now() + LOOK_AGAIN_MILLIS + pause;
    if (this.#timer && this.#looksMillis <= when) return;
    this.#lookIn(when - Date.now());
  }

  #lookIn(millis) {
    clearTimeout(this.#timer);
    this.#looksMillis = Date.now() + millis;
    this.#timer = setTimeout(() => this.#look(), millis);
  }

  #look() {
    this.#timer = 0;
    if (document.hidden) this.#due = true;
    // What is being loaded would begin anew, for ever where changes never end.
    else if (this.#loading || this.#replacing) this.#lookIn(LOOK_AGAIN_MILLIS);
    else this.again();
  }

  #isSeen() {
    if (document.hidden || !this.#due) return;
    this.#due = false;
    this.#look();
  }

  /** An event of one job; null when some were missed. */
  take(event) {
    if (!this.#filter) return;
    if (!event) {
      this.#lookAgain(true);
      return;
    }
    if (this.#loading || this.#replacing) this.#meanwhile.set(event.job.id, event);
    if (this.#put(event)) this.#changed();
  }

  /** Says whether that changed anything. */
  #put({ job, gone }) {
    const known = this.#ids.get(job.id);
    const belongs = !gone && matches(this.#filter, job);
    if (!known && !belongs) return false;
    if (!belongs) this.#remove(known);
    else if (known) this.#renew(known, job);
    else this.#insert(job);
    return true;
  }

  #renew(known, job) {
    const moved = compare(this.#filter.order, known, job) !== 0;
    this.#ids.set(job.id, job);
    const place = this.list.indexOf(known);
    if (moved) {
      this.list.splice(place, 1);
      this.#insert(job);
    } else {
      this.list[place] = job;
    }
    // What stood still in every way that an event tells was perhaps moved by somebody.
    if (job.state === 'QUEUED' && (moved || this.#filter.order === 'QUEUE')) this.#lookAgain(false);
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

  /** Shows at once what a move will bring: these rows right before that one, or after the last that is not held. */
  move(ids, beforeId) {
    const moved = ids.map((id) => this.#ids.get(id)).filter(Boolean);
    const set = new Set(moved);
    const rest = this.list.filter((job) => !set.has(job));
    let place = beforeId ? rest.findIndex(({ id }) => id === beforeId) : rest.findLastIndex((job) => job.state === 'QUEUED' && !isHeld(job)) + 1;
    if (place < 0) place = rest.length;
    rest.splice(place, 0, ...moved);
    this.list = rest;
    this.#changed();
  }

  /** All jobs that match, whether they were looked at or not. */
  async all(progress) {
    const all = [];
    let cursor = null;
    do {
      const page = await this.#api.get('/api/v1/jobs', { ...queryOf(this.#filter), cursor, limit: PAGE });
      all.push(...page.jobs);
      cursor = page.next;
      progress(all.length);
    } while (cursor);
    return all;
  }
}
