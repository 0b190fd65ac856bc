/** The media roots of the farm, folder by folder, to choose films from. */

import { html, icon, nothing } from '../../html.js';
import { bytes, moment, plainName } from '../../words.js';
import { whenStill } from '../paint.js';

const LIMIT = 200;

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

  /** basket: {has(key), add(entry), drop(key)}. */
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
    const query = new URLSearchParams({ staging: this.#staging, path: this.#path, limit: LIMIT });
    if (this.#text) query.set('text', this.#text);
    if (more && this.#next) query.set('cursor', this.#next);
    try {
      const folder = await this.#app.api.get(`/api/v1/media?${query}`);
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
      ${others > 0 ? html`<p class="quiet">${others} other ${others === 1 ? 'file is' : 'files are'} no film.</p>` : nothing}
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
      ${this.#path
        ? html`<input type="checkbox" .checked=${chosen} @change=${choose}
            aria-label="The folder ${name} as one film" title="The folder as one film, such as a disc" />`
        : nothing}
      <button type="button" class="folder" @click=${() => this.#enter(this.#pathOf(entry))}>
        ${icon('folder')}<span class="name">${name}</span><span aria-hidden="true">›</span>
      </button>
      ${facts}
    </li>`;
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
      else this.#basket.add({ ...entry, staging: this.#staging, path: this.#pathOf(entry) });
    }
    this.#paint();
  }

  /** Roots are named by their whole paths. */
  #pathOf(entry) {
    if (entry.path) return entry.path;
    return this.#path ? `${this.#path.replace(/\/$/, '')}/${entry.name}` : entry.name;
  }

  #keyOf(entry) {
    return `${this.#staging}:${this.#pathOf(entry)}`;
  }
}
