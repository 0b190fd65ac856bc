/** One machine: what it does, can and did, and when it may work. */

import { html, icon, nothing, render } from '../html.js';
import { workerLanes } from '../parts/lanes.js';
import { machineOf, markOf, remarkOf } from '../parts/workers.js';
import { capabilities, history, waiting } from '../workers/facts.js';
import { buttons, tellTested, test } from '../workers/orders.js';
import { Settings } from '../workers/settings.js';

export const title = 'Worker';

const ASK_MILLIS = 30000;

export function open(root, { name }, app) {
  const settings = new Settings(app, name);
  let did = null;
  let trouble = '';

  async function ask() {
    try {
      did = await app.api.get('/api/v1/history', { worker: name, limit: 20 });
      trouble = '';
    } catch (e) {
      trouble = e.message;
    }
    app.redraw();
  }
  ask();
  const timer = setInterval(() => document.hidden || ask(), ASK_MILLIS);

  function draw({ farm }) {
    const view = farm.workers.get(name);
    tellTested(app, farm);
    if (view) app.follow(view.running);
    render(view ? template(farm, view) : absent(farm), root);
    settings.drawn(root);
  }

  const absent = (farm) => html`<div class="view-head"><h1>${name}</h1></div>
    ${farm.epoch === null ? nothing : html`<p class="quiet">No worker of this name is in the farm. <a href="#/workers">All workers</a></p>`}
    ${did ? history(did, trouble) : nothing}`;

  function template(farm, view) {
    const mark = markOf(view);
    const remark = remarkOf(view, Date.now());
    return html`<div class="view-head">
        <div class="worker-title">
          <a class="icon-button" href="#/workers" aria-label="All workers" title="All workers">${icon('back')}</a>
          <h1>${name}</h1>
          <p class="mark" data-mark=${mark}>${mark}</p>
          <p class="quiet">${machineOf(view)}</p>
        </div>
        ${buttons(app, view, true)}
      </div>
      ${mark === 'quarantined' ? quarantine(view) : remark ? html`<p class="worker-remark">${remark}</p>` : nothing}
      <div class="worker-page">
        <div class="worker-now">
          <section class="card panel" aria-labelledby="now-title">
            <h2 id="now-title">Now</h2>
            ${view.state === 'LOST' ? html`<p class="quiet">Nothing is heard of it.</p>` : workerLanes(farm, view)}
            ${waiting(farm, view)}
          </section>
          ${capabilities(view)}
        </div>
        <div class="worker-rest">${settings.template(view)} ${history(did, trouble)}</div>
      </div>`;
  }

  const quarantine = (view) => html`<section class="quarantine" role="alert">
    <div>
      <h2>In quarantine</h2>
      <p>${view.note}</p>
      <p class="quiet">It takes no jobs until a self-test passes: HandBrake encodes a few frames there.</p>
    </div>
    ${app.may('OPERATOR') ? html`<button type="button" class="button main" @click=${() => test(app, name)}>${icon('test')}Run the self-test</button>` : nothing}
  </section>`;

  return {
    draw,
    close() {
      clearInterval(timer);
    },
  };
}
