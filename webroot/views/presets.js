/** HandBrake's presets of the farm, and one's own: imported, edited, given away, forgotten. */

import { html, nothing } from '../html.js';
import { moment, plainName } from '../words.js';
import { painter } from './paint.js';
import { editor } from './presets/edit.js';
import { fieldsOf, fileOf, fileWith, presetOf, withFields } from './presets/fields.js';

export const title = 'Presets';

const PATH = '/api/v1/presets';
/** A file of more than that is no preset file. */
const MOST_BYTES = 4 * 1024 * 1024;

export function open(root, params, app) {
  const view = { list: null, error: '', edit: null };
  const paint = painter(root, page);
  const may = () => app.may('OPERATOR');
  load();

  async function load() {
    try {
      view.list = await app.api.get(PATH);
      view.error = '';
    } catch (e) {
      view.error = e.message;
    }
    paint();
  }

  const one = (name) => `${PATH}/${encodeURIComponent(name)}`;

  /** Opens the form; a copy of a built-in one gets a name of its own. */
  async function edit(name, copy) {
    try {
      const answer = await app.api.get(one(name));
      const file = fileOf(answer);
      const preset = presetOf(answer, name);
      const fields = fieldsOf(preset);
      if (copy) fields.name = copyName(name);
      view.edit = { file, preset, fields, was: copy ? '' : name, error: '', busy: false };
      paint();
      requestAnimationFrame(() => requestAnimationFrame(() => root.querySelector('.preset-form input')?.focus()));
    } catch (e) {
      app.tell(`${plainName(name)}: ${e.message}`, { bad: true });
    }
  }

  function copyName(name) {
    const taken = new Set((view.list?.own ?? []).map((each) => each.name));
    let copy = `${name} (own)`;
    for (let n = 2; taken.has(copy); n += 1) copy = `${name} (own ${n})`;
    return copy;
  }

  async function save() {
    const { file, preset, fields, was } = view.edit;
    const name = fields.name.trim();
    const taken = (view.list?.own ?? []).some((each) => each.name === name);
    if (taken && name !== was && !(await app.ask({ title: `Replace ${name}?`, words: 'The version that is there is kept.', yes: 'Replace' }))) return;
    view.edit.busy = true;
    paint();
    try {
      const json = JSON.stringify(fileWith(file, withFields(preset, fields)));
      await app.api.put(one(name), { name, description: fields.description.trim(), json });
      view.edit = null;
      app.tell(`${plainName(name)} is saved`);
      await load();
    } catch (e) {
      view.edit.error = e.message;
      view.edit.busy = false;
      paint();
    }
  }

  async function forget(name) {
    const sure = { title: `Delete ${plainName(name)}?`, words: 'Jobs that were submitted with it keep it.', yes: 'Delete', danger: true };
    if (!(await app.ask(sure))) return;
    try {
      await app.api.del(one(name));
      app.tell(`${plainName(name)} is deleted`);
    } catch (e) {
      app.tell(e.message, { bad: true });
    }
    await load();
  }

  /** As a file that HandBrake imports. */
  async function give(name) {
    try {
      const text = JSON.stringify(fileOf(await app.api.get(one(name))), null, 2);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      link.download = `${name.replace(/[^\p{L}\p{N} ._()-]/gu, '-')}.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    } catch (e) {
      app.tell(e.message, { bad: true });
    }
  }

  async function take(files) {
    for (const file of files) {
      try {
        if (file.size > MOST_BYTES) throw new Error('too large for a preset file');
        const text = await file.text();
        JSON.parse(text);
        const answer = await app.api.post(`${PATH}/import`, { json: text });
        if (answer.imported.length > 0) app.tell(`${plainName(file.name)}: ${importWords(answer)}`);
        for (const { name, reason } of answer.refused.slice(0, 3)) app.tell(`${plainName(name)}: ${plainName(reason)}`, { bad: true });
      } catch (e) {
        const words = e instanceof SyntaxError ? 'this is no file that HandBrake exported: it is not JSON' : e.message;
        app.tell(`${plainName(file.name)}: ${words}`, { bad: true });
      }
    }
    await load();
  }

  function page() {
    const own = view.list?.own ?? [];
    return html`<header class="view-head"><h1>Presets</h1></header>
      ${view.error ? html`<p class="trouble" role="alert">${plainName(view.error)}</p>` : nothing}
      <div class="presets">
        <div class="presets-own">
          ${view.edit
            ? editor(view.edit, {
                put: (changes) => {
                  view.edit.fields = { ...view.edit.fields, ...changes };
                  paint();
                },
                save,
                cancel: () => {
                  view.edit = null;
                  paint();
                },
              })
            : nothing}
          <section class="card panel" aria-labelledby="presets-own">
            <h2 id="presets-own">Your own</h2>
            ${own.length === 0
              ? html`<p class="quiet">${view.list ? 'None yet: import one that HandBrake exported, or change a copy of a built-in one.' : 'asking…'}</p>`
              : html`<ul class="preset-list">
                  ${own.map(ownRow)}
                </ul>`}
            ${may() ? dropPlace(take) : nothing}
          </section>
        </div>
        <section class="card panel" aria-labelledby="presets-built-in">
          <h2 id="presets-built-in">HandBrake's</h2>
          ${(view.list?.builtIn ?? []).map(category)}
          ${view.list && (view.list.builtIn ?? []).length === 0
            ? html`<p class="quiet">They are known as soon as a worker is there.</p>`
            : nothing}
        </section>
      </div>`;
  }

  function ownRow(preset) {
    const name = plainName(preset.name);
    const more = [
      preset.version > 1 ? `version ${preset.version}` : '',
      preset.changedMillis > 0 ? `changed ${moment(preset.changedMillis, Date.now())}` : '',
      preset.user ? `by ${plainName(preset.user)}` : '',
    ].filter(Boolean);
    return html`<li>
      <div>
        <h3>${name}</h3>
        ${preset.description ? html`<p>${plainName(preset.description)}</p>` : nothing}
        <p class="quiet">${more.join(', ')}</p>
      </div>
      <p class="row-buttons">
        ${may() ? html`<button type="button" class="button" aria-label="Edit ${name}" @click=${() => edit(preset.name, false)}>Edit</button>` : nothing}
        <button type="button" class="button" aria-label="Export ${name}" @click=${() => give(preset.name)}>Export</button>
        ${may() ? html`<button type="button" class="button" aria-label="Delete ${name}" @click=${() => forget(preset.name)}>Delete</button>` : nothing}
      </p>
    </li>`;
  }

  const category = ({ name, presets }, i) =>
    html`<details ?open=${i === 0}>
      <summary>${plainName(name)} <span class="quiet">${presets.length}</span></summary>
      <ul class="preset-list">
        ${presets.map(
          (preset) =>
            html`<li>
              <div>
                <h3>${plainName(preset.name)}</h3>
                <p class="quiet">${plainName(preset.description)}</p>
              </div>
              ${may()
                ? html`<button type="button" class="button" aria-label="Change a copy of ${plainName(preset.name)}" @click=${() => edit(preset.name, true)}>
                    Copy
                  </button>`
                : nothing}
            </li>`,
        )}
      </ul>
    </details>`;

  return { draw: paint, close: () => paint.close() };
}

/** "2 presets: A, B". */
function importWords(answer) {
  const names = answer.imported.map(plainName);
  return `${names.length} ${names.length === 1 ? 'preset' : 'presets'}: ${names.join(', ')}`;
}

function dropPlace(take) {
  const over = (e) => {
    e.preventDefault();
    e.currentTarget.dataset.over = 'true';
  };
  const leave = (e) => delete e.currentTarget.dataset.over;
  const drop = (e) => {
    e.preventDefault();
    leave(e);
    take([...e.dataTransfer.files]);
  };
  const pick = (e) => {
    take([...e.target.files]);
    e.target.value = '';
  };
  return html`<div class="drop" @dragover=${over} @dragleave=${leave} @drop=${drop}>
    <p>Drop a file that HandBrake exported, or</p>
    <label class="button">Import… <input class="unseen" type="file" multiple accept=".json,application/json" @change=${pick} /></label>
  </div>`;
}
