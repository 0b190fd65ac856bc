/** What is shown instead of a view that could not be loaded, until it can be. */

import { html, render } from '../html.js';

const ASK_MILLIS = 2000;

/** A browser may never ask again for what it did not get once: only the whole page anew is sure to. */
export const missingView = () => ({
  title: 'Not loaded',
  open(root) {
    let away = false;
    const timer = setInterval(ask, ASK_MILLIS);
    ask();

    /** What a manager that is there does not have, it will not have in two seconds either. */
    async function ask() {
      const answer = await fetch('/index.html', { method: 'HEAD', cache: 'no-store' }).catch(() => null);
      if (answer?.ok && away) location.reload();
      away ||= !answer?.ok;
    }

    render(
      html`<section class="empty card">
        <h1>This part of the page could not be loaded</h1>
        <p role="status">The manager does not answer, or was updated meanwhile. Where it was away, the page is loaded again as soon as it is back.</p>
        <p><button type="button" class="button main" @click=${() => location.reload()}>Load again</button></p>
      </section>`,
      root,
    );
    return { draw() {}, close: () => clearInterval(timer) };
  },
});
