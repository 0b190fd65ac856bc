/** The media roots of the farm, folder by folder, to choose films from. */

import { html, icon, nothing } from '../../html.js';
import { bytes, counted, moment, plainName } from '../../words.js';
import { whenStill } from '../paint.js';

const LIMIT = 200;
/** Of a folder that is taken whole, with what lies below it. */
const MOST_TAKEN = 500;
const DEEPEST = 5;

export class Browser {
  #app;
  #paint;
  #basket;
  #stagings = [];
  #staging = '';
  #path = '';
  #text = '';
  #entries = [];
  #next = null;
  #error = '';
  #asked = 0;
  #busy = true;
  #filter;

  /** basket: {size, has(key), add(entry), drop(key)}. */
  constructor(app, paint, basket) {
    this.#app = app;
    this.#paint = paint;
    this.#basket = basket;
    this.#filter = whenStill(200, () => this.#list());
  }

  /** The hosts with films, those that are there first. */
  async start(stagings) {
    this.#stagings = stagings.filter((each) => each.here).map((each) => each.status);
    this.#staging = this.#stagings[0]?.id ?? '';
    await this.#list();
  }

  /** Whether it is not known yet what is there. */
  get busy() {
    return this.#busy && this.#stagings.length === 0;
  }

  get staging() {
    return this.#staging;
  }

  get roots() {
    return this.#stagings.find((each) => each.id === this.#staging)?.roots ?? [];
  }

  async #list(more = false) {
    const number = (this.#asked += 1);
    this.#busy = true;
    this.#paint();
    const query = { staging: this.#staging, path: this.#path, text: this.#text, limit: LIMIT, cursor: more ? this.#next : null };
    try {
      const folder = await this.#app.api.get('/api/v1/media', query);
      if (number !== this.#asked) return;
      this.#entries = more ? [...this.#entries, ...folder.entries] : folder.entries;
      this.#next = folder.next ?? null;
      this.#error = '';
    } catch (e) {
      if (number !== this.#asked) return;
      this.#error = e.message;
      if (!more) this.#entries = [];
    }
    this.#busy = false;
    this.#paint();
  }

  #enter(path) {
    this.#path = path;
    this.#text = '';
    this.#entries = [];
    this.#next = null;
    this.#list();
    this.#app.say(`folder ${plainName(path) || 'all'}`);
  }

  template() {
    const films = this.#entries.filter((each) => each.film && !each.folder);
    const others = this.#entries.filter((each) => !each.film && !each.folder).length;
    const all = films.length > 0 && films.every((each) => this.#basket.has(this.#keyOf(each)));
    return html`<div class="browse">
      <div class="browse-bar">
        ${this.#stagings.length > 1 ? this.#hosts() : nothing} ${this.#crumbs()}
        <label class="search"
          ><span class="unseen">Search in this folder</span>
          <input type="search" placeholder="Search" .value=${this.#text}
            @input=${(e) => { this.#text = e.target.value; this.#filter(); }}
        /></label>
      </div>
      ${this.#error ? html`<p class="trouble" role="alert">${plainName(this.#error)}</p>` : nothing}
      ${films.length > 1
        ? html`<label class="check all"
            ><input type="checkbox" .checked=${all} @change=${(e) => this.#choose(films, e.target.checked)} />
            All ${films.length} films here</label
          >`
        : nothing}
      <ul class="entries" aria-busy=${this.#busy}>
        ${this.#entries.filter((each) => each.folder || each.film).map((each) => this.#row(each))}
      </ul>
      ${this.#entries.length === 0 && !this.#error
        ? html`<p class="quiet">${this.#busy ? 'looking…' : 'No films here.'}</p>`
        : nothing}
      ${this.#next ? html`<button type="button" class="button" @click=${() => this.#list(true)}>Show more</button>` : nothing}
      ${others > 0 ? html`<p class="quiet">${others} ${others === 1 ? 'file' : 'files'} of subtitles beside them.</p>` : nothing}
    </div>`;
  }

  #row(entry) {
    const name = plainName(entry.name);
    const key = this.#keyOf(entry);
    const chosen = this.#basket.has(key);
    const facts = html`<span class="when">${entry.millis > 0 ? moment(entry.millis, Date.now()) : ''}</span>
      <span class="size">${entry.folder ? '' : bytes(entry.bytes)}</span>`;
    const choose = (e) => this.#choose([entry], e.target.checked);
    if (!entry.folder) {
      return html`<li data-chosen=${chosen}>
        <label><input type="checkbox" .checked=${chosen} @change=${choose} /><span class="name">${name}</span>${facts}</label>
      </li>`;
    }
    return html`<li data-chosen=${chosen}>
      ${entry.film
        ? html`<input type="checkbox" .checked=${chosen} @change=${choose} aria-label="The disc ${name}" />`
        : nothing}
      <button type="button" class="folder" @click=${() => this.#enter(entry.path)}>
        ${icon('folder')}<span class="name">${name}</span><span aria-hidden="true">›</span>
      </button>
      ${this.#path && !entry.film
        ? html`<button type="button" class="take" aria-label="Choose all films in ${name}" @click=${() => this.#takeAll(entry)}>Choose all</button>`
        : nothing}
      ${facts}
    </li>`;
  }

  async #takeAll(entry) {
    const before = this.#basket.size;
    try {
      const left = await this.#gather(entry.path, before + MOST_TAKEN, DEEPEST);
      const count = this.#basket.size - before;
      const deeper = left > 0 ? `; not looked into: ${counted(left, 'folder')} more than ${DEEPEST} deep` : '';
      this.#app.tell(`${plainName(entry.name)}: ${counted(count, 'film')} chosen${deeper}`, { bad: left > 0 });
    } catch (e) {
      this.#app.tell(`${plainName(entry.name)}: ${e.message}`, { bad: true });
    }
    this.#paint();
  }

  /** Every film and disc of a folder, and of those in it; answers how many lay too deep to look into. */
  async #gather(path, most, depth) {
    let cursor = null;
    let left = 0;
    do {
      const folder = await this.#app.api.get('/api/v1/media', { staging: this.#staging, path, limit: LIMIT, cursor });
      for (const each of folder.entries) {
        if (this.#basket.size >= most) throw new Error(`only the first ${MOST_TAKEN} films are chosen`);
        if (each.film) this.#choose([each], true);
        else if (each.folder) left += depth > 0 ? await this.#gather(each.path, most, depth - 1) : 1;
      }
      cursor = folder.next;
    } while (cursor);
    return left;
  }

  #hosts() {
    const pick = (e) => {
      this.#staging = e.target.value;
      this.#enter('');
    };
    return html`<label
      ><span class="unseen">Host</span>
      <select @change=${pick}>
        ${this.#stagings.map(({ id }) => html`<option value=${id} ?selected=${id === this.#staging}>${id}</option>`)}
      </select></label
    >`;
  }

  #crumbs() {
    const root = this.roots.find((each) => this.#path === each || this.#path.startsWith(`${each.replace(/\/$/, '')}/`));
    const parts = [];
    if (this.#path) {
      const base = root ?? '';
      parts.push([root ?? '/', base || '/']);
      let path = base.replace(/\/$/, '');
      for (const name of this.#path.slice(base.length).split('/').filter(Boolean)) {
        path += `/${name}`;
        parts.push([name, path]);
      }
    }
    return html`<nav class="crumbs" aria-label="Folder">
      <button type="button" @click=${() => this.#enter('')} ?disabled=${!this.#path}>Films</button>
      ${parts.map(
        ([name, path], i) =>
          html`<span aria-hidden="true">›</span>
            <button type="button" ?disabled=${i === parts.length - 1} @click=${() => this.#enter(path)}>${plainName(name)}</button>`,
      )}
    </nav>`;
  }

  #choose(entries, chosen) {
    for (const entry of entries) {
      if (!chosen) this.#basket.drop(this.#keyOf(entry));
      else this.#basket.add({ ...entry, staging: this.#staging });
    }
    this.#paint();
  }

  #keyOf(entry) {
    return `${this.#staging}:${entry.path}`;
  }
}
