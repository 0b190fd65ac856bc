/** Films of this computer on their way to the farm, two at a time; they go on whatever view is open. */

import { plainName } from '../words.js';
import { Sending } from './tus.js';

/** Browsers keep few lines to one host: more would leave none for the page itself. */
const MOST_AT_ONCE = 2;

export class Uploads {
  /** {file, staging, folder, sent, since, from, state, words}; state is waiting, sending, paused or broken. */
  all = [];
  #app;
  #arrived;

  /** arrived({staging, path, name, bytes, folder}) is told of each whole film. */
  constructor(app, arrived) {
    this.#app = app;
    this.#arrived = arrived;
  }

  /** Whether leaving the page would break something off. */
  get busy() {
    return this.all.some(({ state }) => state === 'sending' || state === 'waiting');
  }

  /** folder is where their results are proposed. */
  add(files, staging, folder) {
    const more = files.map((file) => ({ file, staging, folder, sent: 0, since: 0, from: 0, state: 'waiting', words: '' }));
    this.all = [...this.all, ...more];
    this.#next();
  }

  pause(one) {
    one.sending?.pause();
    one.state = 'paused';
    one.since = 0;
    this.#next();
  }

  goOn(one) {
    one.state = 'waiting';
    one.words = '';
    one.since = 0;
    this.#next();
  }

  cancel(one) {
    one.sending?.cancel();
    this.#drop(one);
  }

  /** What was sent stays at the farm, to go on with. */
  close() {
    for (const one of this.all) one.sending?.pause();
    this.all = [];
  }

  #next() {
    const free = MOST_AT_ONCE - this.all.filter(({ state }) => state === 'sending').length;
    const due = this.all.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, free));
    for (const one of due) this.#send(one);
    this.#app.redraw();
  }

  #send(one) {
    one.state = 'sending';
    one.sending ??= new Sending(
      one.file,
      { filename: one.file.name, staging: one.staging },
      () => this.#app.me?.csrf,
      {
        progress: (sent) => {
          if (one.since === 0) [one.since, one.from] = [Date.now(), sent];
          one.sent = sent;
          this.#app.redraw();
        },
        done: (path) => this.#done(one, path),
        failed: (words) => {
          one.state = 'broken';
          one.words = words;
          this.#app.tell(`${plainName(one.file.name)} is not uploaded: ${words}`, { bad: true });
          this.#next();
        },
      },
    );
    one.sending.start();
  }

  #done(one, path) {
    this.#app.say(`${plainName(one.file.name)}: uploaded`);
    this.#arrived({ staging: one.staging, path, name: one.file.name, bytes: one.file.size, folder: one.folder });
    this.#drop(one);
  }

  #drop(one) {
    this.all = this.all.filter((each) => each !== one);
    this.#next();
  }
}
