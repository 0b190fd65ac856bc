/** From a button pressed to what came of it: for some selected jobs, or for all that match. */

import { count, counted, plainName, whyWords } from '../words.js';
import { carryOut, confirmed, fitting, mayChange } from './actions.js';

export class Deeds {
  /** What is being done, for people to wait; empty when nothing is. */
  busy = '';
  #app;
  #rows;
  #selection;
  #pools;

  /** pools() are the names of pools to choose from. */
  constructor(app, rows, selection, pools) {
    this.#app = app;
    this.#rows = rows;
    this.#selection = selection;
    this.#pools = pools;
  }

  /** Those that fit what is selected. */
  actions() {
    const { all, ids } = this.#selection;
    return fitting(this.#app, all ? this.#rows.list : this.#known([...ids]));
  }

  #known(ids) {
    return ids.map((id) => this.#rows.get(id)).filter(Boolean);
  }

  async act(action) {
    const { all } = this.#selection;
    const ids = all ? await this.#everyId() : [...this.#selection.ids];
    const known = this.#known(ids).filter((job) => action.fits(job) && mayChange(this.#app, job));
    // Of those never looked at only the manager knows what fits.
    const meant = all ? ids : known.map(({ id }) => id);
    if (meant.length === 0) return;
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

  async #everyId() {
    try {
      return await this.#rows.allIds((number) => this.#wait(`${count(number)} jobs found…`));
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
