/** What few jobs need: others that must be complete first, tags, and whom they tell of their end. */

import { html, nothing } from '../../html.js';
import { plainName } from '../../words.js';

const MOST_OFFERED = 200;

/** farm is what the page knows of it; set(changes) changes the choice. */
export function more(choice, farm, set) {
  const check = (label, field) =>
    html`<label class="check"
      ><input type="checkbox" .checked=${choice[field]} @change=${(e) => set({ [field]: e.target.checked })} /> ${label}</label
    >`;
  const text = (label, field, hint, list = nothing) =>
    html`<label class="field"
      >${label}
      <input spellcheck="false" autocomplete="off" maxlength="1000" placeholder=${hint} list=${list} .value=${choice[field]}
        @change=${(e) => set({ [field]: e.target.value })}
    /></label>`;
  const tags = [...new Set([...farm.workers.values()].flatMap(({ worker }) => worker.tags ?? []))];
  return html`<details class="more">
    <summary>More: after other jobs, tags, alerts…</summary>
    ${after(choice, farm, set)}
    ${text('Tags that the worker must have', 'tags', 'gpu, big-disk…', 'submit-tags')}
    <datalist id="submit-tags">${tags.map((each) => html`<option value=${each}></option>`)}</datalist>
    <fieldset>
      <legend>Tell of the end of these jobs</legend>
      ${text('By mail to', 'mailTo', 'ada@example.org, …')} ${text('By webhooks of the farm', 'webhooks', 'phone, …')}
      ${check('when a job fails', 'onFailure')} ${check('when a job is complete', 'onCompletion')}
    </fieldset>
  </details>`;
}

function after(choice, farm, set) {
  const ids = [...farm.running, ...farm.waiting].filter((id) => !choice.after.includes(id)).slice(0, MOST_OFFERED);
  const nameOf = (id) => plainName(farm.jobs.get(id)?.name ?? id);
  const add = (input) => {
    const id = input.value.trim();
    if (!id || choice.after.includes(id)) return;
    input.value = '';
    set({ after: [...choice.after, id] });
  };
  const key = (e) => {
    if (e.key !== 'Enter') return;
    e.preventDefault();
    add(e.target);
  };
  return html`<div class="after">
    <label class="field"
      >Run after these jobs are complete
      <input class="after-id" spellcheck="false" autocomplete="off" maxlength="64" list="submit-after"
        placeholder="a job's id, or its name in the list" @keydown=${key} @change=${(e) => add(e.target)}
    /></label>
    <datalist id="submit-after">${ids.map((id) => html`<option value=${id} label=${nameOf(id)}></option>`)}</datalist>
    ${choice.after.length > 0
      ? html`<ul class="chips">
          ${choice.after.map(
            (id) =>
              html`<li>
                <span>${nameOf(id)}</span>
                <button type="button" aria-label="Do not wait for ${nameOf(id)}" @click=${() => set({ after: choice.after.filter((each) => each !== id) })}>×</button>
              </li>`,
          )}
        </ul>`
      : nothing}
  </div>`;
}

const words = (text) => text.split(/[\s,;]+/).filter(Boolean);

/** The same as fields of a job. */
export function moreOf(choice) {
  const [tags, mailTo, webhooks] = [choice.tags, choice.mailTo, choice.webhooks].map(words);
  const told = mailTo.length + webhooks.length > 0;
  const alerts = { onFailure: choice.onFailure, onCompletion: choice.onCompletion, mailTo, webhooks };
  return { after: choice.after, tags, ...(told ? { alerts } : {}) };
}
