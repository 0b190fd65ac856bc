/** What is shown when a view could not be loaded. */

import { html, render } from '../html.js';

export const title = 'Not loaded';

export function open(root) {
  render(
    html`<section class="empty card">
      <h1>This part of the page could not be loaded</h1>
      <p>The manager may have been updated or stopped meanwhile: load the page again.</p>
      <p><button type="button" class="button main" @click=${() => location.reload()}>Load again</button></p>
    </section>`,
    root,
  );
  return { draw() {}, close() {} };
}
