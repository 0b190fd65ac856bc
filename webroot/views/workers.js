/** Every machine that works, or should. */

import { html, icon, nothing, render, repeat } from '../html.js';
import { workerCard, workersOf } from '../parts/workers.js';
import { buttons, pause, resume, tellTested } from '../workers/orders.js';
import { moment } from '../words.js';

export const title = 'Workers';

export function open(root, params, app) {
  function draw({ farm }) {
    app.follow(farm.running);
    tellTested(app, farm);
    const views = workersOf(farm);
    render(
      html`<div class="view-head">
          <h1>Workers</h1>
          ${app.may('OPERATOR') && views.length > 0 ? farmButtons(farm.settings) : nothing}
        </div>
        ${farm.settings && farm.settings.control !== 'RUN' ? stands(farm.settings) : nothing}
        ${farm.epoch !== null && views.length === 0
          ? html`<div class="empty card">
              <h2>No worker has joined</h2>
              <p>On each machine that shall work:</p>
              <p><code>./reelyard run worker --cluster</code></p>
            </div>`
          : nothing}
        <ul class="worker-list wide">
          ${repeat(views, ({ worker }) => worker.id, (view) => workerCard(farm, view, Date.now(), buttons(app, view)))}
        </ul>`,
      root,
    );
  }

  const farmButtons = (settings) =>
    settings?.control === 'RUN'
      ? html`<button type="button" class="button" @click=${() => pause(app, [], 'the farm')}>${icon('pause')}Pause the farm</button>`
      : html`<button type="button" class="button main" @click=${() => resume(app, [], 'the farm')}>${icon('play')}Resume the farm</button>`;

  const stands = ({ control, untilMillis }) => html`<p class="farm-stands" role="status">
    The farm ${control === 'PAUSE' ? 'pauses' : 'takes no new jobs'}${untilMillis > 0 ? ` until ${moment(untilMillis, Date.now())}` : ''}.
  </p>`;

  return { draw, close() {} };
}
