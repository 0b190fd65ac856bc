/** From a button pressed to what came of it: for some selected jobs, or for all that match. */

import { count, counted, plainName, whyWords } from '../words.js';
import { carryOut, confirmed, fitting, mayChange } from './actions.js';
import { specimens } from './filter.js';

export class Deeds {
  /** What is being done, for people to wait; empty when nothing is. */
  busy = '';
  #app;
  #rows;
  #selection;
  #pools;
  #filter;

  /** pools() are the names of pools to choose from, filter() is what the queue shows. */
  constructor(app, rows, selection, pools, filter) {
    this.#app = app;
    this.#rows = rows;
    this.#selection = selection;
    this.#pools = pools;
    this.#filter = filter;
  }

  /** Those that fit what is selected. */
  actions() {
    const { all, ids } = this.#selection;
    if (!all) return fitting(this.#app, this.#known([...ids]));
    // Of those that were not looked at, there may be any that the filter lets through.
    const others = this.#rows.more ? specimens(this.#filter(), this.#app.me.name) : [];
    return fitting(this.#app, [...this.#rows.list, ...others]);
  }

  #known(ids) {
    return ids.map((id) => this.#rows.get(id)).filter(Boolean);
  }

  async act(action) {
    const { all } = this.#selection;
    const chosen = all ? await this.#every() : this.#known([...this.#selection.ids]);
    const known = chosen.filter((job) => action.fits(job) && mayChange(this.#app, job));
    const meant = known.map(({ id }) => id);
    if (meant.length === 0) {
      if (chosen.length > 0) this.#app.tell(`${action.words} fits none of them`);
      return;
    }
    const fields = await confirmed(this.#app, action, meant.length, known, this.#pools());
    if (!fields) return;
    this.#wait(`${action.words}: ${counted(meant.length, 'job')}…`);
    const names = new Map(known.map((job) => [job.id, job]));
    const done = await carryOut(this.#app, action, meant, fields, (id) => names.get(id));
    if (all) this.#selection.clear();
    this.#wait('');
    // Events tell how jobs changed, but not where they stand now.
    if (done.length > 0 && (all || action.all)) this.#rows.again();
  }

  async #every() {
    try {
      const all = await this.#rows.all((number) => this.#wait(`${count(number)} jobs found…`));
      return all.filter(({ id }) => this.#selection.has(id));
    } catch (e) {
      this.#app.tell(e.message, { bad: true });
      return [];
    } finally {
      this.#wait('');
    }
  }

  #wait(words) {
    this.busy = words;
    this.#app.redraw();
  }

  /** Says why it is not running. */
  async why(job) {
    const path = `/api/v1/jobs/${encodeURIComponent(job.id)}/why`;
    const words = await this.#app.api.get(path).then(whyWords, (e) => [e.message]);
    await this.#app.ask({
      title: `Why “${plainName(job.name)}” waits`,
      words: words.join('\n') || 'It is next: a worker takes it as soon as a lane is free.',
      yes: 'Close',
      no: null,
    });
  }
}
