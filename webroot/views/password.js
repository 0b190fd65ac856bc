/** Another password for whoever is logged in, proven by the old one. */

import { html, nothing, render } from '../html.js';

export const title = 'Password';

export function open(root, params, app) {
  let trouble = '';
  let busy = false;
  let done = false;

  async function submit(event) {
    event.preventDefault();
    const form = event.target;
    const { old, password, again } = Object.fromEntries(new FormData(form));
    trouble = '';
    if (password !== again) {
      trouble = 'The two new passwords differ.';
      app.redraw();
      return;
    }
    busy = true;
    app.redraw();
    try {
      const me = await app.api.post('/api/v1/password', { old, password });
      // A new session has begun, which wants its own proof.
      app.api.csrf = me.csrf;
      done = true;
    } catch (e) {
      trouble = e.message;
    } finally {
      busy = false;
      app.redraw();
    }
  }

  const field = (words, name, autocomplete) => html`<label class="field">
    ${words}<input name=${name} type="password" autocomplete=${autocomplete} maxlength="128" required>
  </label>`;

  const template = (me) =>
    done
      ? html`<section class="login card">
          <h1>Password changed</h1>
          <p role="status">All your other sessions have ended.</p>
        </section>`
      : html`<form class="login card" @submit=${submit}>
          <h1>Change the password</h1>
          <p class="quiet">At least 12 characters: a few uncommon words are better than signs.</p>
          <input name="name" autocomplete="username" .value=${me?.name ?? ''} hidden>
          ${field('Old password', 'old', 'current-password')}
          ${field('New password', 'password', 'new-password')}
          ${field('New password again', 'again', 'new-password')}
          ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
          <button class="button main" type="submit" ?disabled=${busy}>Change</button>
        </form>`;

  return { draw: (state) => render(template(state.me), root), close() {} };
}
