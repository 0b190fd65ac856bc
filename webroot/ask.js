/** Questions in a dialog, and short news in a corner; both in words only. */

import { html, nothing, render, repeat } from './html.js';

const NEWS_MILLIS = 8000;
const MOST_NEWS = 3;

/**
 * Asks a person. The question is a sentence, or {title, words, yes, no, danger, field}, where field
 * {label, value, type, options: [{value, words}], …} asks for a value besides.
 *
 * Resolves with true (or the field's value) for yes, with false for no.
 */
export function ask(question) {
  const wanted = typeof question === 'string' ? { title: question } : question;
  const dialog = document.getElementById('ask');
  return new Promise((resolve) => {
    let answer = false;
    const yes = (event) => {
      event.preventDefault();
      const field = dialog.querySelector('[name=value]');
      answer = field ? field.value : true;
      dialog.close();
    };
    dialog.onclose = () => {
      render(nothing, dialog);
      resolve(answer);
    };
    render(template(wanted, yes, () => dialog.close()), dialog);
    dialog.showModal();
    dialog.querySelector(wanted.field ? '[name=value]' : wanted.danger ? '.no' : '.yes').focus();
  });
}

function template({ title, words, yes = 'OK', no = 'Cancel', danger = false, field }, accept, refuse) {
  return html`<form @submit=${accept}>
    <h2 id="ask-title">${title}</h2>
    ${words ? html`<p class="ask-words">${words}</p>` : nothing} ${field ? fieldOf(field) : nothing}
    <div class="ask-buttons">
      ${no ? html`<button type="button" class="button no" @click=${refuse}>${no}</button>` : nothing}
      <button type="submit" class="button yes ${danger ? 'danger' : 'main'}">${yes}</button>
    </div>
  </form>`;
}

function fieldOf({ label, options, value = '', type = 'text', min, max, list = [], required = false }) {
  if (options) {
    return html`<label class="field">${label}<select name="value">
      ${options.map((each) => html`<option value=${each.value} ?selected=${each.value === value}>${each.words}</option>`)}
    </select></label>`;
  }
  return html`<label class="field">${label}
    <input name="value" autocomplete="off" list=${list.length > 0 ? 'ask-list' : nothing} type=${type}
      .value=${String(value)} min=${min ?? nothing} max=${max ?? nothing} ?required=${required}>
    <datalist id="ask-list">${list.map((each) => html`<option value=${each}></option>`)}</datalist>
  </label>`;
}

let news = [];
let newest = 0;

/** Shows a line for a while; undo {words, click} is a button in it, bad marks trouble. */
export function tell(words, { undo = null, bad = false } = {}) {
  const one = { id: (newest += 1), words, undo, bad };
  news = [...news, one].slice(-MOST_NEWS);
  drawNews();
  setTimeout(() => dismiss(one), NEWS_MILLIS * (bad || undo ? 2 : 1));
}

function dismiss(one) {
  news = news.filter((each) => each !== one);
  drawNews();
}

function drawNews() {
  const act = (one) => {
    dismiss(one);
    one.undo.click();
  };
  render(
    repeat(news, (one) => one.id, (one) => html`<p class="news" data-bad=${one.bad}>
      <span>${one.words}</span>
      ${one.undo ? html`<button type="button" class="button" @click=${() => act(one)}>${one.undo.words}</button>` : nothing}
      <button type="button" class="icon-button" aria-label="Dismiss" @click=${() => dismiss(one)}>
        <svg class="icon" aria-hidden="true"><use href="/icons.svg#close"></use></svg>
      </button>
    </p>`),
    document.getElementById('news'),
  );
}
