/** The form for who has to say who they are. */

import { html, nothing, render } from './html.js';

/** A view like any other; entered(me) is called once the farm knows the visitor. */
export const loginView = (entered) => ({
  title: 'Log in',
  open(root, params, app) {
    let trouble = '';
    let busy = false;

    async function submit(event) {
      event.preventDefault();
      const form = event.target;
      busy = true;
      app.redraw();
      try {
        const { name, password } = Object.fromEntries(new FormData(form));
        entered(await app.api.post('/api/v1/login', { name, password }));
      } catch (e) {
        trouble = e.message;
        form.elements.password.value = '';
        form.elements.password.focus();
      } finally {
        busy = false;
        app.redraw();
      }
    }

    const template = () => html`<form class="login card" @submit=${submit}>
      <h1>Log in</h1>
      <p class="quiet">This farm wants to know who you are.</p>
      <label class="field">Name<input name="name" autocomplete="username" required></label>
      <label class="field">Password<input name="password" type="password" autocomplete="current-password" required></label>
      ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
      <button class="button main" type="submit" ?disabled=${busy}>Log in</button>
    </form>`;

    const draw = () => render(template(), root);
    draw();
    root.querySelector('input').focus();
    return { draw, close() {} };
  },
});
