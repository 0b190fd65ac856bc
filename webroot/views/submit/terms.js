/** Where the results go, and when and where the jobs may run. */

import { html, nothing } from '../../html.js';
import { more } from './more.js';

/** roots are folders to propose, farm is what the page knows of it. */
export function terms(choice, roots, farm, set) {
  const check = (label, field, hint) =>
    html`<label class="check" title=${hint}
      ><input type="checkbox" .checked=${choice[field]} @change=${(e) => set({ [field]: e.target.checked })} /> ${label}</label
    >`;
  const priority = (e) => e.target.reportValidity() && set({ priority: Number(e.target.value) });
  return html`<section class="card panel" aria-labelledby="submit-terms">
    <h2 id="submit-terms">Where and when</h2>
    ${choice.replace
      ? nothing
      : html`<label class="field"
          >Results go to
          <input spellcheck="false" list="submit-roots" placeholder="beside their films" .value=${choice.folder}
            @change=${(e) => set({ folder: e.target.value })}
        /></label>
        <datalist id="submit-roots">${roots.map((each) => html`<option value=${each}></option>`)}</datalist>`}
    ${check('Replace the films by their results', 'replace', 'only when nothing is lost; the originals can be asked back')}
    <details>
      <summary>Priority, pool, not before…</summary>
      <div class="fields">
        <label class="field">Priority
          <input type="number" min="0" max="100" title="0 runs first, 50 is usual, 100 is held" .value=${String(choice.priority)} @change=${priority} /></label>
        <label class="field">Pool <input maxlength="200" placeholder="any worker" .value=${choice.pool} @change=${(e) => set({ pool: e.target.value })} /></label>
        <label class="field">Not before
          <input type="datetime-local" .value=${choice.notBefore} @change=${(e) => set({ notBefore: e.target.value })} /></label>
        <label class="field">Note <input maxlength="1000" .value=${choice.description} @change=${(e) => set({ description: e.target.value })} /></label>
      </div>
      ${check('Hold until I let it go', 'suspended', 'suspended: activate it on its page')}
      ${choice.replace ? nothing : check('Overwrite results that are there', 'overwrite', 'else such a job is refused')}
    </details>
    ${more(choice, farm, set)}
  </section>`;
}
