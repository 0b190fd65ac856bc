/** The command that a worker ran, to be copied into a terminal. */

import { html, nothing } from '../../html.js';

export function command(answer, app) {
  const words = typeof answer === 'string' ? answer : answer?.command;
  if (!words) return nothing;
  return html`<section class="card panel" aria-labelledby="job-command">
    <div class="section-head">
      <h2 id="job-command">HandBrake's command</h2>
      <button type="button" class="button" @click=${(e) => copy(e.target, words, app)}>Copy</button>
    </div>
    <pre class="command" tabindex="0" aria-label="HandBrake's command">${words}</pre>
  </section>`;
}

/** Browsers give the clipboard to secure pages only; elsewhere the words are at least marked. */
async function copy(button, words, app) {
  try {
    await navigator.clipboard.writeText(words);
    app.say('copied');
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  } catch {
    const pre = button.closest('section').querySelector('pre');
    getSelection().selectAllChildren(pre);
    pre.focus();
    app.say('marked: copy it with your keyboard');
  }
}
