/** What stands around every view: menu, connection, alerts, who is logged in. */

import { html, icon, nothing, render } from './html.js';
import { MENU, may } from './router.js';

const LINKS = {
  connecting: 'connecting…',
  live: 'live',
  lost: 'reconnecting…',
  silent: 'no scheduler',
};

const BANNERS = {
  lost: 'The connection to the manager is lost: reconnecting… What you see is as it was then.',
  silent:
    'No scheduler answers: start one with ./reelyard run manager. What you see is as it was then.',
};

const byId = (id) => document.getElementById(id);

/** shell: the route and view that are open, the alerts, notes {words, short, bad, hash} and logOut(). */
export function drawShell(state, shell) {
  if (document.body.dataset.link !== state.link) document.body.dataset.link = state.link;
  render(top(state, shell), byId('top'));
  render(state.me ? menu(state, shell.route) : nothing, byId('menu'));
  const banner = byId('banner');
  banner.hidden = !(state.me && state.link in BANNERS);
  setText(banner, BANNERS[state.link] ?? '');
  setText(byId('said'), state.said);
  const title = titleOf(state, shell.view);
  if (document.title !== title) document.title = title;
}

function titleOf({ farm, me }, view) {
  const { running = 0, queued = 0 } = (me && farm.summary) || {};
  const counts = running + queued > 0 ? `${running} running, ${queued} waiting – ` : '';
  return `${counts}${view?.title && view.title !== 'Overview' ? `${view.title} – ` : ''}Reelyard`;
}

function top(state, { alerts, notes, logOut }) {
  return html`<a class="brand" href="#/">${icon('reel')}<span>Reelyard</span></a>
    <div class="top-end">
      ${state.me ? notes.map(noted) : nothing}
      ${state.me ? html`<p id="link" class="link" role="status">${LINKS[state.link]}</p>` : nothing}
      ${state.me ? alerts.bell() : nothing} ${state.me?.login ? visitor(state.me, logOut) : nothing}
    </div>`;
}

const noted = ({ words, short, bad, hash }) => html`<a class="noted" data-bad=${bad} href=${hash} title=${words}>
  ${icon('top')}<span class="unseen">${words}</span><span aria-hidden="true">${short}</span>
</a>`;

const visitor = (me, logOut) => html`<p class="visitor">
  ${me.csrf ? html`<a href="#/password" title="Change the password">${me.name}</a>` : html`<span>${me.name}</span>`} <span class="quiet">${me.role.toLowerCase()}</span>
  <button type="button" class="icon-button" aria-label="Log out" title="Log out" @click=${logOut}>${icon('leave')}</button>
</p>`;

function menu({ me }, route) {
  return html`<ul>
    ${MENU.filter(({ role }) => may(me.role, role)).map(
      (entry) => html`<li>
        <a href="#/${entry.path}" aria-current=${route?.menu === entry.view ? 'page' : nothing}>
          ${icon(entry.icon)}<span>${entry.words}</span>
        </a>
      </li>`,
    )}
  </ul>`;
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
