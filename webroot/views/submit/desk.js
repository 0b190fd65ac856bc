/** What somebody is about to submit, and films on their way: all of it outlives the view. */

import { Uploads } from '../../uploads/uploads.js';
import { AS_PRESET } from './options.js';
import { sourceOf } from './plan.js';

const KEPT = 'reelyard.submit';
const USUAL = { preset: 'Fast 1080p30', folder: '', replace: false };
const MOST_DONE = 50;

export class Desk {
  /** Chosen films by their keys. */
  sources = new Map();
  choice = {
    ...USUAL,
    ...remembered(),
    adjusted: { ...AS_PRESET },
    priority: 50,
    pool: '',
    notBefore: '',
    description: '',
    suspended: false,
    overwrite: false,
    after: [],
    tags: '',
    mailTo: '',
    webhooks: '',
    onFailure: true,
    onCompletion: true,
  };
  /** {id, name} of what was submitted, the latest first. */
  done = [];
  /** The same when a submission is tried again: jobs that were taken unheard are not made twice. */
  key = null;
  uploads;
  #warn = (e) => this.uploads.busy && e.preventDefault();

  constructor(app) {
    this.uploads = new Uploads(app, ({ folder, ...film }) =>
      this.put(Object.assign(sourceOf({ ...film, uploaded: true }), { proposedFolder: folder })),
    );
    addEventListener('beforeunload', this.#warn);
  }

  put(source) {
    this.sources.set(source.key, source);
    this.key = null;
  }

  drop(key) {
    this.sources.delete(key);
    this.key = null;
  }

  set(changes) {
    Object.assign(this.choice, changes);
    this.key = null;
    remember(this.choice);
  }

  took(id, name) {
    this.done = [{ id, name }, ...this.done].slice(0, MOST_DONE);
  }

  /** For people who look at another view: {words, short, hash} while films are on their way. */
  note() {
    const under = this.uploads.all;
    if (under.length === 0) return null;
    const size = under.reduce((sum, { file }) => sum + file.size, 0);
    const share = Math.floor((100 * under.reduce((sum, { sent }) => sum + sent, 0)) / Math.max(1, size));
    const films = under.length === 1 ? '1 film' : `${under.length} films`;
    const still = this.uploads.busy ? 'uploading' : 'stopped uploading';
    return { words: `${still} ${films}: ${share} %`, short: `${share} %`, bad: !this.uploads.busy, hash: '#/submit' };
  }

  close() {
    removeEventListener('beforeunload', this.#warn);
    this.uploads.close();
  }
}

/** The last choice of preset and folder is the next one's proposal. */
function remembered() {
  try {
    const { preset, folder } = JSON.parse(localStorage.getItem(KEPT)) ?? {};
    return { ...(preset ? { preset } : {}), ...(folder ? { folder } : {}) };
  } catch {
    return {};
  }
}

function remember({ preset, folder }) {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ preset, folder }));
  } catch {
    // A browser that keeps nothing proposes the usual.
  }
}
