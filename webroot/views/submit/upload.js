/** Films from this computer: sent in parts, and resumed where the line broke. */

import { html, nothing } from '../../html.js';
import { bytes, duration, plainName } from '../../words.js';
import { Sending } from './tus.js';

export class Uploads {
  #app;
  #paint;
  #staging;
  #arrived;
  #all = [];

  /** staging() says where to; arrived({staging, path, name, bytes}) is told of each whole film. */
  constructor(app, paint, staging, arrived) {
    this.#app = app;
    this.#paint = paint;
    this.#staging = staging;
    this.#arrived = arrived;
  }

  /** Whether leaving the page would break something off. */
  get busy() {
    return this.#all.some((each) => each.state === 'sending');
  }

  add(files) {
    for (const file of files) {
      const one = { file, staging: this.#staging(), sent: 0, since: 0, from: 0, state: 'sending', words: '' };
      this.#all = [...this.#all, one];
      this.#paint();
      this.#send(one);
    }
  }

  #send(one) {
    one.sending ??= new Sending(
      one.file,
      { filename: one.file.name, staging: one.staging },
      () => this.#app.me?.csrf,
      {
        progress: (sent) => {
          if (one.since === 0) [one.since, one.from] = [Date.now(), sent];
          one.sent = sent;
          this.#paint();
        },
        done: (path) => this.#done(one, path),
        failed: (words) => this.#failed(one, words),
      },
    );
    one.sending.start();
  }

  #done(one, path) {
    one.state = 'done';
    this.#all = this.#all.filter((each) => each !== one);
    this.#app.say(`${plainName(one.file.name)}: uploaded`);
    this.#arrived({ staging: one.staging, path, name: one.file.name, bytes: one.file.size });
    this.#paint();
  }

  #failed(one, words) {
    one.state = 'broken';
    one.words = words;
    this.#paint();
  }

  #pause(one) {
    one.sending.pause();
    one.state = 'paused';
    one.since = 0;
    this.#paint();
  }

  #goOn(one) {
    one.state = 'sending';
    one.words = '';
    one.since = 0;
    this.#send(one);
    this.#paint();
  }

  #cancel(one) {
    one.sending.cancel();
    this.#all = this.#all.filter((each) => each !== one);
    this.#paint();
  }

  close() {
    for (const one of this.#all) one.sending.pause();
  }

  template() {
    const take = (files) => this.add([...files]);
    return html`<div class="drop" @dragover=${over} @dragleave=${leave} @drop=${(e) => drop(e, take)}>
        <p>Drop films here, or</p>
        <label class="button"
          >Choose on this computer
          <input class="unseen" type="file" multiple accept="video/*,.mkv,.m2ts,.ts,.vob,.iso"
            @change=${(e) => { take(e.target.files); e.target.value = ''; }}
        /></label>
        <p class="quiet">They are sent in parts, and go on where they were when the line breaks.</p>
      </div>
      ${this.#all.length > 0
        ? html`<ul class="uploads">
            ${this.#all.map((one) => this.#row(one))}
          </ul>`
        : nothing}`;
  }

  #row(one) {
    const size = one.file.size;
    const name = plainName(one.file.name);
    const share = size > 0 ? one.sent / size : 0;
    return html`<li>
      <p class="upload-name">${name}</p>
      <progress max="1" .value=${share} aria-label="Upload of ${name}"></progress>
      <p class="quiet" role=${one.state === 'broken' ? 'alert' : nothing}>
        ${Math.floor(100 * share)} %, ${bytes(one.sent)} of ${bytes(size)}${pace(one)}${one.state === 'paused' ? ', paused' : ''}
        ${one.words}
      </p>
      <p class="upload-buttons">
        ${one.state === 'sending'
          ? html`<button type="button" class="button" @click=${() => this.#pause(one)}>Pause</button>`
          : html`<button type="button" class="button" @click=${() => this.#goOn(one)}>Go on</button>`}
        <button type="button" class="button" @click=${() => this.#cancel(one)}>Cancel</button>
      </p>
    </li>`;
  }
}

function pace(one) {
  const seconds = (Date.now() - one.since) / 1000;
  if (one.state !== 'sending' || one.since === 0 || seconds < 1) return '';
  const speed = (one.sent - one.from) / seconds;
  return speed > 0 ? `, ${bytes(speed)}/s, ${duration((one.file.size - one.sent) / speed)} left` : '';
}

function over(event) {
  event.preventDefault();
  event.currentTarget.dataset.over = 'true';
}

function leave(event) {
  delete event.currentTarget.dataset.over;
}

function drop(event, take) {
  event.preventDefault();
  leave(event);
  take(event.dataTransfer.files);
}
