/** All jobs: a table of any length, and everything that people do with them. */

import { html, nothing, render } from '../html.js';
import { mayOrder } from '../queue/actions.js';
import { actionBar, farmSort, filters, tabs } from '../queue/bars.js';
import { Choosing } from '../queue/choosing.js';
import { Deeds } from '../queue/deeds.js';
import { Drag } from '../queue/drag.js';
import { countOf, filterOf, hashOf } from '../queue/filter.js';
import { KEYS_WORDS } from '../queue/keys.js';
import { Moves } from '../queue/moves.js';
import { Rows } from '../queue/rows.js';
import { Selection } from '../queue/selection.js';
import { Sorting } from '../queue/sorting.js';
import { rowHeight, tableHead, tableRows, windowOf } from '../queue/table.js';
import { counted } from '../words.js';

export const title = 'Queue';

const TYPING_MILLIS = 250;
/** Room for what follows, when nobody knows how many there are. */
const UNKNOWN_MORE = 40;
/** Users and pools to choose from are those of so many rows. */
const MOST_LOOKED_AT = 2000;

export function open(root, params, app) {
  return new Queue(root, filterOf(params), app);
}

class Queue {
  scroller = null;
  drag = null;
  deeds;
  moves;
  #app;
  #root;
  #filter;
  #rows;
  #selection = new Selection();
  #choosing;
  #sorting;
  #typing = 0;
  #leave;

  constructor(root, filter, app) {
    this.#app = app;
    this.#root = root;
    this.#filter = filter;
    this.#sorting = new Sorting(() => app.redraw());
    this.#rows = new Rows(app.api, () => this.#changed());
    this.deeds = new Deeds(app, this.#rows, this.#selection, () => this.#lists().pools, () => this.#filter);
    this.moves = new Moves(app, this.#rows, this.#selection);
    this.#choosing = new Choosing(app, this, this.#selection);
    this.#leave = app.onJobs((event) => {
      if (event?.gone) this.#selection.drop(event.job.id);
      this.#rows.take(event);
    });
    this.#rows.open(filter);
  }

  close() {
    this.#leave();
    this.#rows.close();
    clearTimeout(this.#typing);
    this.#sorting.close();
  }

  #changed() {
    this.#sorting.changed(this.#rows.list);
    this.#app.redraw();
  }

  // ---- what is shown

  get shown() {
    return this.#sorting.shown(this.#rows.list);
  }

  /** Only the manager's own order can be changed, while people make it, by who may order everybody's jobs. */
  get mayMove() {
    const { order, shown } = this.#filter;
    return mayOrder(this.#app) && !this.#sorting.by && order === 'QUEUE' && shown !== 'ARCHIVED';
  }

  #total(summary) {
    const known = countOf(this.#filter, summary);
    const { list, more } = this.#rows;
    if (!more) return { total: list.length, exact: true };
    return known === null || known < list.length
      ? { total: list.length, exact: false }
      : { total: known, exact: true };
  }

  draw({ farm }) {
    const { total, exact } = this.#total(farm.summary);
    const height = this.#rows.more ? Math.max(total, this.shown.length + UNKNOWN_MORE) : total;
    render(this.#template(farm, total, exact, height), this.#root);
    this.scroller ??= this.#watched(this.#root.querySelector('.q-scroll'));
    const seen = windowOf(this.scroller, height);
    // What was not looked at might come first.
    this.#rows.need(this.#sorting.by ? Infinity : seen.last);
    this.#choosing.draws(this.#root);
    render(this.#body(farm, seen), this.#root.querySelector('.q-body'));
    this.#choosing.drawn(this.#root);
    this.#follow(this.shown.slice(seen.first, seen.last));
  }

  #template(farm, total, exact, height) {
    const app = this.#app;
    const choose = (change, typing) => this.#choose(change, typing);
    const number = this.#selection.countOf(total);
    const { busy } = this.deeds;
    return html`<div class="view-head">
        <h1>Queue</h1>
        ${farmSort(farm.settings, app.may('OPERATOR'), (sort) => this.#setFarm(sort))}
      </div>
      <div class="q-top">
        ${tabs(this.#filter, farm.summary, choose)} ${filters(this.#filter, this.#lists(), choose, this.#sorting)}
      </div>
      ${actionBar({
        number,
        total,
        exact,
        busy,
        may: app.may('SUBMITTER'),
        actions: number > 0 ? this.deeds.actions() : [],
        on: {
          act: (action) => this.deeds.act(action),
          clear: () => this.#choosing.clear(),
          all: () => this.#choosing.all(),
        },
      })}
      ${this.#rows.trouble ? this.#trouble() : nothing}
      <p class="unseen" id="q-keys">${KEYS_WORDS}</p>
      <div class="q-scroll card" role="grid" aria-label="Jobs" aria-multiselectable="true"
        aria-rowcount=${total + 1} aria-describedby="q-keys" tabindex=${this.shown.length === 0 ? 0 : -1}>
        ${tableHead(this.#sorting.by, (key) => this.#sorting.press(key))}
        <div class="q-body" role="rowgroup" .style=${`height: calc(${height} * var(--row))`}></div>
      </div>
      ${total === 0 && !this.#rows.more ? html`<p class="q-none quiet">No job matches.</p>` : nothing}`;
  }

  #trouble() {
    return html`<p class="trouble">${this.#rows.trouble}
      <button type="button" class="button" @click=${() => this.#rows.again()}>Try again</button></p>`;
  }

  #body(farm, seen) {
    const queue = {
      farm,
      shown: this.shown,
      selection: this.#selection,
      focused: this.#choosing.at,
      draggable: this.mayMove,
      dropAt: this.drag.dropAt,
      may: this.#app.may('SUBMITTER'),
      now: Date.now(),
      on: {
        check: (event, job) => this.#choosing.check(event, job),
        why: (job) => this.deeds.why(job),
      },
    };
    return tableRows(queue, seen);
  }

  /** Progress of what can be seen. */
  #follow(rows) {
    this.#app.follow(rows.filter(({ state }) => state === 'RUNNING').map(({ id }) => id));
  }

  #lists() {
    const known = this.#rows.list.slice(0, MOST_LOOKED_AT);
    const workers = [...this.#app.state.farm.workers.values()].map(({ worker }) => worker);
    const names = (all) => [...new Set(all)].filter(Boolean).sort();
    return {
      users: names(known.map(({ user }) => user)),
      pools: names([...known.map(({ pool }) => pool), ...workers.flatMap(({ pools }) => pools ?? [])]),
      workers: names(workers.map(({ id }) => id)),
    };
  }

  #watched(scroller) {
    this.#choosing.listen(scroller);
    scroller.addEventListener('scroll', () => this.#app.redraw(), { passive: true });
    this.drag = new Drag(scroller, {
      height: () => rowHeight(scroller),
      over: (index) => this.moves.placeAt(index),
      moved: () => this.#app.redraw(),
      dropped: (id, index) => this.moves.drop(id, index),
    });
    return scroller;
  }

  // ---- choosing what is shown

  #choose(change, typing = false) {
    this.#filter = { ...this.#filter, ...change };
    history.replaceState(null, '', hashOf(this.#filter));
    this.#selection.clear();
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#reopen(), typing ? TYPING_MILLIS : 0);
    this.#app.redraw();
  }

  async #reopen() {
    this.#choosing.begin();
    await this.#rows.open(this.#filter);
    if (this.scroller) this.scroller.scrollTop = 0;
    const { list, more } = this.#rows;
    this.#app.say(more ? 'more than a page of jobs' : counted(list.length, 'job'));
  }

  async #setFarm(sort) {
    try {
      await this.#app.api.put('/api/v1/farm', { sort });
      // Shown until the farm's own word of it comes.
      const { farm } = this.#app.state;
      farm.settings = { ...farm.settings, sort };
      this.#app.tell('The farm sorts what waits anew');
    } catch (e) {
      this.#app.tell(e.message, { bad: true });
    }
    this.#rows.again();
  }
}
