/** One state, one shell, one view at a time; whatever changes is drawn with the next frame. */

import { Alerts } from './alerts.js';
import { Api, ApiError } from './api.js';
import { ask, tell } from './ask.js';
import { newFarm } from './farm.js';
import { Live } from './live.js';
import { loginView } from './login.js';
import { leastOf, may, routeOf } from './router.js';
import { drawShell } from './shell.js';
import { missingView } from './views/missing.js';

/** "5 minutes ago" grows old even when nothing happens. */
const TICK_MILLIS = 20000;

const state = {
  /** connecting, live, lost (no connection), silent (no scheduler answers) */
  link: 'connecting',
  farm: newFarm(),
  /** {name, role, login}; null until it is known, or while somebody has to log in. */
  me: null,
  /** What a screen reader shall say. */
  said: '',
};

const root = document.getElementById('view');
let view = null;
let route = null;
let opening = 0;
let drawn = true;

/** What outlives the views, by name, and of whom it is. */
const kept = new Map();
let whose = null;

const api = new Api(() => state.me && leave());
const live = new Live(state, change, recognise);
const alerts = new Alerts(api, redraw);

/** What a view may use. */
const app = {
  state,
  api,
  bridge: live.bridge,
  /** Opens another view: go('#/jobs/7k2m9xqd'). */
  go: (hash) => (location.hash = hash),
  /** For a screen reader. */
  say: (words) => change(() => (state.said = words)),
  ask,
  /** A line for everybody to see: tell(words, {undo: {words, click}, bad}). */
  tell,
  get me() {
    return state.me;
  },
  /** Whether the visitor may do what needs at least this role. */
  may: (role) => Boolean(state.me) && may(state.me.role, role),
  /** Has the view drawn with the next frame. */
  redraw,
  /** What outlives its view, as make() made it when it was first asked for; until somebody else comes. */
  keep(name, make) {
    if (!kept.has(name)) kept.set(name, make());
    return kept.get(name);
  },
  /** Hear progress of these running jobs, and of no others: those that can be seen. */
  follow: (ids) => live.follow(ids),
  /** listener({job, gone}) at each change of a job, listener(null) when some were missed; returns what ends it. */
  onJobs: (listener) => live.onJobs(listener),
};

function redraw() {
  if (!drawn) return;
  drawn = false;
  requestAnimationFrame(draw);
}

/** Changes the state and draws it with the next frame. */
function change(changing) {
  changing();
  redraw();
}

function draw() {
  drawn = true;
  const notes = [...kept.values()].map((each) => each.note()).filter(Boolean);
  drawShell(state, { route, view, alerts, notes, logOut });
  view?.draw(state);
}

async function open() {
  const turn = (opening += 1);
  const wanted = state.me ? routeOf(location.hash) : { view: 'login', params: {} };
  if (!wanted || (state.me && !may(state.me.role, leastOf(wanted.menu)))) {
    location.replace('#/');
    return;
  }
  const module = await moduleOf(wanted.view);
  if (turn === opening) show(wanted, module);
}

function show(wanted, module) {
  const first = route === null;
  view?.close();
  root.replaceChildren();
  live.follow([]);
  route = wanted;
  const place = document.createElement('div');
  place.className = `view view-${wanted.view}`;
  root.append(place);
  view = { title: module.title, ...opened(module, place, wanted) };
  scrollTo(0, 0);
  draw();
  if (!first && !place.contains(document.activeElement)) root.focus({ preventScroll: true });
}

/** A view in its place; what it follows is heard of while it is open, and no longer. */
function opened(module, place, { params }) {
  let closed = false;
  const own = Object.create(app, { follow: { value: (ids) => closed || live.follow(ids) } });
  const its = module.open(place, params, own);
  return {
    draw: (now) => its.draw(now),
    close() {
      closed = true;
      its.close();
    },
  };
}

async function moduleOf(name) {
  if (name === 'login') return loginView(enter);
  try {
    return await import(`./views/${name}.js`);
  } catch (e) {
    console.warn(`the view ${name} was not loaded: ${e.message}`);
    return missingView();
  }
}

/** Who is there? A farm without login knows everybody. */
async function greet() {
  let me;
  try {
    me = await api.get('/api/v1/login');
  } catch (e) {
    if (!(e instanceof ApiError)) throw e;
    tell(`Who you are is not known: ${e.message}`, { bad: true });
    setTimeout(greet, TICK_MILLIS / 4);
    return;
  }
  if (me.role) enter(me);
  else leave();
}

/** The connection broke: perhaps since the session ended, or another one began in this browser. */
async function recognise() {
  if (!state.me?.login) return;
  const me = await api.get('/api/v1/login').catch(() => null);
  if (!me || !state.me) return;
  const other = me.name !== state.me.name;
  if (me.role) change(() => know(me));
  else leave();
  // What stands there is another's.
  if (me.role && other) open();
}

function know(me) {
  if (whose !== me.name) {
    for (const each of kept.values()) each.close();
    kept.clear();
    whose = me.name;
  }
  api.csrf = me.csrf;
  state.me = me;
}

function enter(me) {
  know(me);
  live.start();
  alerts.start();
  open();
}

/** Shows the login form. */
function leave() {
  state.me = null;
  live.stop();
  alerts.stop();
  open();
}

async function logOut() {
  await api.post('/api/v1/logout').catch(() => null);
  location.reload();
}

document.getElementById('skip').addEventListener('click', () => root.focus());
addEventListener('hashchange', open);
alerts.listen();
setInterval(redraw, TICK_MILLIS);
greet();
