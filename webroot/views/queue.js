/** All jobs: a table of any length, and everything that people do with them. */

import { html, nothing, render } from '../html.js';
import { ACTIONS, carryOut, confirmed, fitting, mayChange } from '../queue/actions.js';
import { actionBar, farmSort, filters, tabs } from '../queue/bars.js';
import { Drag } from '../queue/drag.js';
import { countOf, filterOf, hashOf } from '../queue/filter.js';
import { KEYS_WORDS, onKey } from '../queue/keys.js';
import { Rows } from '../queue/rows.js';
import { Selection } from '../queue/selection.js';
import { COLUMNS, rowHeight, tableHead, tableRows, windowOf } from '../queue/table.js';
import { count, counted, plainName, whyWords } from '../words.js';

export const title = 'Queue';

const TYPING_MILLIS = 250;
/** Room for what follows, when nobody knows how many there are. */
const UNKNOWN_MORE = 40;

export function open(root, params, app) {
  return new Queue(root, filterOf(params), app);
}

class Queue {
  #app;
  #root;
  #filter;
  #rows;
  #selection = new Selection();
  #sort = null;
  #sorted = { list: null, sort: null, shown: [] };
  #focused = 0;
  #wantsFocus = false;
  #busy = '';
  #typing = 0;
  #drag = null;
  #scroller = null;
  #followed = '';
  #leave;

  constructor(root, filter, app) {
    this.#app = app;
    this.#root = root;
    this.#filter = filter;
    this.#rows = new Rows(app.api, () => this.#changed());
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
  }

  #changed() {
    this.#sorted.list = null;
    this.#app.redraw();
  }

  // ---- what is shown

  /** Rows in the order of the column that was clicked, else in the manager's. */
  get #shown() {
    const { list } = this.#rows;
    if (this.#sorted.list === list && this.#sorted.sort === this.#sort) return this.#sorted.shown;
    this.#sorted = { list, sort: this.#sort, shown: this.#sort ? inOrder(list, this.#sort) : list };
    return this.#sorted.shown;
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
    const height = this.#rows.more ? Math.max(total, this.#shown.length + UNKNOWN_MORE) : total;
    render(this.#template(farm, total, exact, height), this.#root);
    this.#scroller ??= this.#watched(this.#root.querySelector('.q-scroll'));
    const seen = windowOf(this.#scroller, height);
    if (seen.last > this.#shown.length) this.#rows.need(seen.last);
    render(this.#body(farm, seen), this.#root.querySelector('.q-body'));
    this.#follow(farm, this.#shown.slice(seen.first, seen.last));
    if (this.#wantsFocus) {
      this.#wantsFocus = false;
      this.#root.querySelector(`.q-row[data-index="${this.#focused}"]`)?.focus({ preventScroll: true });
    }
  }

  #template(farm, total, exact, height) {
    const { app, filter, shown } = { app: this.#app, filter: this.#filter, shown: this.#shown };
    const choose = (change, typing) => this.#choose(change, typing);
    const number = this.#selection.all ? total : this.#selection.ids.size;
    return html`<div class="view-head">
        <h1>Queue</h1>
        ${farmSort(farm.settings, app.may('OPERATOR'), (sort) => this.#setFarm(sort))}
      </div>
      <div class="q-top">${tabs(filter, farm.summary, choose)} ${filters(filter, this.#lists(farm), choose)}</div>
      ${actionBar({
        number,
        total,
        exact,
        busy: Boolean(this.#busy),
        may: app.may('SUBMITTER'),
        actions: number > 0 ? this.#actions() : [],
        on: { act: (action) => this.#act(action), clear: () => this.#clear(), all: () => this.#all() },
      })}
      ${this.#rows.trouble ? html`<p class="trouble">${this.#rows.trouble} <button type="button" class="button" @click=${() => this.#rows.again()}>Try again</button></p>` : nothing}
      <p class="unseen" id="q-keys">${KEYS_WORDS}</p>
      <div class="q-scroll card" role="grid" aria-label="Jobs" aria-multiselectable="true" aria-rowcount=${total + 1}
        aria-describedby="q-keys" tabindex=${shown.length === 0 ? 0 : -1}>
        ${tableHead(this.#sort, (key) => this.#sortBy(key))}
        <div class="q-body" role="rowgroup" .style=${`height: calc(${height} * var(--row))`}></div>
      </div>
      ${total === 0 && !this.#rows.more ? html`<p class="q-none quiet">No job matches.</p>` : nothing}
      ${this.#busy ? html`<p class="quiet" role="status">${this.#busy}</p>` : nothing}`;
  }

  #body(farm, seen) {
    return tableRows(
      {
        farm,
        shown: this.#shown,
        selection: this.#selection,
        focused: Math.min(this.#focused, Math.max(0, this.#shown.length - 1)),
        draggable: this.#mayMove,
        dropAt: this.#drag?.dropAt ?? null,
        may: this.#app.may('SUBMITTER'),
        now: Date.now(),
        on: { check: (event, job) => this.#check(event, job), why: (job) => this.#why(job) },
      },
      seen,
    );
  }

  /** Progress of what can be seen. */
  #follow(farm, rows) {
    const ids = rows.filter(({ state }) => state === 'RUNNING').map(({ id }) => id);
    if (this.#followed === ids.join()) return;
    this.#followed = ids.join();
    this.#app.follow(ids);
  }

  #lists(farm) {
    const { list } = this.#rows;
    const known = list.slice(0, 2000);
    const workers = [...farm.workers.values()];
    return {
      users: known.map(({ user }) => user),
      pools: [...known.map(({ pool }) => pool), ...workers.flatMap(({ worker }) => worker.pools ?? [])],
      workers: workers.map(({ worker }) => worker.id),
    };
  }

  #watched(scroller) {
    scroller.addEventListener('scroll', () => this.#app.redraw(), { passive: true });
    scroller.addEventListener('click', (event) => this.#click(event));
    scroller.addEventListener('dblclick', (event) => this.#openRow(event));
    scroller.addEventListener('keydown', (event) => onKey(event, this.#keys()));
    scroller.addEventListener('pointermove', () => this.#drag.dropAt !== null && this.#app.redraw());
    this.#drag = new Drag(scroller, {
      height: () => rowHeight(scroller),
      over: (index) => this.#dropPlace(index),
      dropped: (id, index) => this.#drop(id, index),
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
    this.#focused = 0;
    await this.#rows.open(this.#filter);
    this.#scroller.scrollTop = 0;
    if (this.#sort) this.#rows.need(Infinity);
    this.#app.say(this.#rows.more ? '' : counted(this.#rows.list.length, 'job'));
  }

  #sortBy(key) {
    const down = this.#sort?.key === key && !this.#sort.down;
    this.#sort = this.#sort?.key === key && this.#sort.down ? null : { key, down };
    this.#sorted.list = null;
    if (this.#sort) this.#rows.need(Infinity);
    this.#app.redraw();
  }

  async #setFarm(sort) {
    await this.#app.api.put('/api/v1/farm', { sort }).then(
      () => this.#app.tell('The farm sorts what waits anew'),
      (e) => this.#app.tell(e.message, { bad: true }),
    );
    this.#rows.again();
  }

  // ---- choosing jobs

  #check(event, job) {
    event.stopPropagation();
    this.#focused = this.#shown.indexOf(job);
    if (event.shiftKey) this.#selection.extend(job.id, this.#shown);
    else this.#selection.toggle(job.id, this.#shown);
    this.#app.redraw();
  }

  #click(event) {
    const row = event.target.closest('.q-row[data-id]');
    if (!row || event.target.closest('a, button, input, [data-grip]')) return;
    this.#focused = Number(row.dataset.index);
    if (!this.#app.may('SUBMITTER')) return;
    const { id } = row.dataset;
    if (event.shiftKey) this.#selection.extend(id, this.#shown);
    else if (event.ctrlKey || event.metaKey) this.#selection.toggle(id, this.#shown);
    else if (this.#selection.ids.size === 1 && this.#selection.has(id)) this.#selection.clear();
    else this.#selection.only(id);
    this.#app.redraw();
  }

  #openRow(event) {
    const row = event.target.closest('.q-row[data-id]');
    if (row && !event.target.closest('a, button, input')) this.#app.go(`#/jobs/${row.dataset.id}`);
  }

  #clear() {
    if (this.#drag.cancel()) return;
    this.#selection.clear();
    this.#app.redraw();
  }

  #all() {
    if (!this.#app.may('SUBMITTER')) return;
    this.#selection.selectAll();
    this.#app.redraw();
  }

  #keys() {
    const shown = this.#shown;
    const job = shown[this.#focused];
    return {
      focused: this.#focused,
      count: shown.length,
      page: Math.max(1, Math.floor(this.#scroller.clientHeight / rowHeight(this.#scroller)) - 2),
      go: (index, extend) => this.#go(index, extend),
      toggle: () => job && this.#app.may('SUBMITTER') && (this.#selection.toggle(job.id, shown), this.#app.redraw()),
      all: () => this.#all(),
      clear: () => this.#clear(),
      move: (by) => job && this.#step(job, by),
      open: () => job && this.#app.go(`#/jobs/${job.id}`),
      why: () => job?.state === 'QUEUED' && this.#why(job),
      remove: () => {
        if (job && this.#selection.empty) this.#selection.only(job.id);
        const action = this.#actions().find(({ key }) => key === 'DELETE');
        if (action) this.#act(action);
      },
    };
  }

  #go(index, extend) {
    this.#focused = Math.max(0, Math.min(this.#shown.length - 1, index));
    const job = this.#shown[this.#focused];
    if (extend && job && this.#app.may('SUBMITTER')) this.#selection.extend(job.id, this.#shown);
    const height = rowHeight(this.#scroller);
    const head = this.#scroller.firstElementChild.offsetHeight;
    const top = this.#focused * height;
    const { scrollTop, clientHeight } = this.#scroller;
    if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (top + height + head > scrollTop + clientHeight) this.#scroller.scrollTop = top + height + head - clientHeight;
    this.#wantsFocus = true;
    this.#app.redraw();
  }

  // ---- doing

  #actions() {
    if (!this.#selection.all) {
      return fitting(this.#app, [...this.#selection.ids].map((id) => this.#rows.get(id)).filter(Boolean));
    }
    return fitting(this.#app, this.#rows.list);
  }

  async #act(action) {
    const all = this.#selection.all;
    const ids = all ? await this.#gather() : [...this.#selection.ids];
    const known = ids.map((id) => this.#rows.get(id)).filter((job) => job && action.fits(job) && mayChange(this.#app, job));
    const meant = all ? ids : known.map(({ id }) => id);
    if (meant.length === 0) return;
    const fields = await confirmed(this.#app, action, meant.length, known, [...new Set(this.#lists(this.#app.state.farm).pools)].filter(Boolean));
    if (!fields) return;
    this.#busy = `${action.words}: ${counted(meant.length, 'job')}…`;
    this.#app.redraw();
    const done = await carryOut(this.#app, action, meant, fields, (id) => this.#rows.get(id));
    this.#busy = '';
    if (done.length > 0 && (all || action.all || meant.length > 1000)) this.#rows.again();
    if (all) this.#selection.clear();
    this.#app.redraw();
  }

  async #gather() {
    try {
      return await this.#rows.allIds((number) => {
        this.#busy = `${count(number)} jobs found…`;
        this.#app.redraw();
      });
    } catch (e) {
      this.#app.tell(e.message, { bad: true });
      return [];
    } finally {
      this.#busy = '';
    }
  }

  async #why(job) {
    const answer = await this.#app.api.get(`/api/v1/jobs/${encodeURIComponent(job.id)}/why`).then(whyWords, (e) => [e.message]);
    await this.#app.ask({
      title: `Why “${plainName(job.name)}” waits`,
      words: answer.join('\n') || 'It is next: a worker takes it as soon as a lane is free.',
      yes: 'Good',
      no: null,
    });
  }

  // ---- order

  /** Only the manager's own order can be changed, by who may order everybody's jobs. */
  get #mayMove() {
    return this.#app.may('OPERATOR') && !this.#sort && this.#filter.order === 'QUEUE' && this.#filter.shown !== 'ARCHIVED';
  }

  /** Among those that wait, or behind the last of them. */
  #dropPlace(index) {
    const shown = this.#shown;
    const first = shown.findIndex(({ state }) => state === 'QUEUED');
    const last = shown.findLastIndex(({ state }) => state === 'QUEUED');
    return first < 0 ? null : Math.max(first, Math.min(last + 1, index));
  }

  #drop(id, index) {
    const dragged = this.#selection.has(id) && !this.#selection.all ? this.#shown.filter((job) => this.#selection.has(job.id) && job.state === 'QUEUED') : [this.#rows.get(id)];
    this.#moveTo(dragged, index);
  }

  #step(job, by) {
    if (!this.#mayMove || job.state !== 'QUEUED') return;
    const index = this.#shown.indexOf(job);
    const to = this.#dropPlace(by < 0 ? index - 1 : index + 2);
    this.#moveTo([job], to);
    this.#go(this.#shown.indexOf(job), false);
  }

  async #moveTo(jobs, index) {
    const moved = new Set(jobs);
    const target = this.#shown.slice(index).find((job) => !moved.has(job));
    const before = target?.state === 'QUEUED' ? target.id : null;
    const ids = jobs.map(({ id }) => id);
    if (ids.length === 0) return;
    this.#rows.move(ids, before);
    const place = before ? `before ${plainName(target.name)}` : 'to the end';
    this.#app.say(`${jobs.length === 1 ? plainName(jobs[0].name) : counted(jobs.length, 'job')} moved ${place}`);
    const action = before ? 'MOVE_BEFORE' : 'MOVE_BOTTOM';
    try {
      const { outcomes } = await this.#app.api.post('/api/v1/jobs/change', { jobIds: ids, action, before });
      const refused = outcomes.find(({ refusal }) => refusal)?.refusal;
      if (refused) throw new Error(refused.message);
    } catch (e) {
      this.#app.tell(`Not moved: ${e.message}`, { bad: true });
      this.#rows.again();
    }
  }
}

function inOrder(list, { key, down }) {
  const { of } = COLUMNS.find((column) => column.key === key);
  const keyed = list.map((job) => ({ job, value: of(job) }));
  keyed.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  if (down) keyed.reverse();
  return keyed.map(({ job }) => job);
}
