/** Where films of this computer are dropped, and how far each came. */

import { html, nothing } from '../../html.js';
import { bytes, duration, plainName } from '../../words.js';

/** take(files) is told of what was chosen; refusal says why none may be, or is empty. */
export function uploadBox(uploads, take, refusal) {
  return html`${refusal
      ? html`<p class="quiet" role="status">${refusal}</p>`
      : html`<div class="drop" @dragover=${over} @dragleave=${leave} @drop=${(e) => drop(e, take)}>
          <p>Drop films here, or</p>
          <label class="button"
            >Choose on this computer
            <input class="unseen" type="file" multiple accept="video/*,.mkv,.m2ts,.ts,.vob,.iso"
              @change=${(e) => { take([...e.target.files]); e.target.value = ''; }}
          /></label>
          <p class="quiet">They are sent two at a time, in parts, and go on where they were when the line breaks.</p>
        </div>`}
    ${uploads.all.length > 0
      ? html`<ul class="uploads">
          ${uploads.all.map((one) => row(uploads, one))}
        </ul>`
      : nothing}`;
}

const STATES = { waiting: ', waiting for its turn', paused: ', paused' };

function row(uploads, one) {
  const size = one.file.size;
  const name = plainName(one.file.name);
  const share = size > 0 ? one.sent / size : 0;
  const under = one.state === 'sending' || one.state === 'waiting';
  return html`<li>
    <p class="upload-name">${name}</p>
    <progress max="1" .value=${share} aria-label="Upload of ${name}"></progress>
    <p class="quiet" role=${one.state === 'broken' ? 'alert' : nothing}>
      ${Math.floor(100 * share)} %, ${bytes(one.sent)} of ${bytes(size)}${pace(one)}${STATES[one.state] ?? ''}
      ${one.words}
    </p>
    <p class="upload-buttons">
      ${under
        ? html`<button type="button" class="button" @click=${() => uploads.pause(one)}>Pause</button>`
        : html`<button type="button" class="button" @click=${() => uploads.goOn(one)}>Go on</button>`}
      <button type="button" class="button" @click=${() => uploads.cancel(one)}>Cancel</button>
    </p>
  </li>`;
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
  take([...event.dataTransfer.files]);
}
