/** Keeps one state true to the farm, and shows it. */

import { Bridge } from './bridge.js';
import { hasGap, newFarm, takeEvent, takeProgress, takeSnapshot } from './farm.js';
import { plainName, whyWords } from './words.js';
import { render } from './view.js';

const MOST_FOLLOWED = 500;
const GAP_MILLIS = 200;
/** After a burst of waiting jobs only a snapshot knows which are the first of them. */
const CROWDED_MILLIS = 2000;
/** A snapshot now and then repairs what no event told. */
const CHECK_MILLIS = 60000;

const state = {
  /** connecting, live, lost (no connection), silent (no scheduler answers) */
  link: 'connecting',
  farm: newFarm(),
  /** Why waiting jobs wait, in words by their ids, where people asked. */
  why: new Map(),
  /** What a screen reader shall say. */
  said: '',
};

let drawn = true;
let asking = false;
let sorting = false;
let failures = 0;
let followed = new Set();
let followedRevision = -1;

const bridge = new Bridge('/eventbus', {
  opened: refresh,
  closed() {
    change(() => (state.link = 'lost'));
  },
});

bridge.hear('reelyard.farm.jobs', (event) => {
  const before = state.farm.jobs.get(event.job.id);
  hearEvent(event);
  const after = state.farm.jobs.get(event.job.id);
  if (before && event.job.archived && before.state !== event.job.state) {
    state.said = `${plainName(event.job.name)}: ${event.job.state.toLowerCase()}`;
  }
  if (before && after && before.state !== after.state && after.endedMillis > 0) {
    state.said = `${plainName(after.name)}: ${after.state.toLowerCase()}`;
  }
});
bridge.hear('reelyard.farm.workers', hearEvent);
bridge.hear('reelyard.farm.summary', (summary) => change(() => (state.farm.summary = summary)));
bridge.start();

setInterval(refresh, CHECK_MILLIS);
addEventListener('online', () => bridge.hurry());
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) bridge.hurry();
});

function hearEvent(event) {
  change(() => {
    takeEvent(state.farm, event);
    if (event.job && event.job.state !== 'QUEUED') state.why.delete(event.job.id);
  });
  if (hasGap(state.farm)) setTimeout(() => hasGap(state.farm) && refresh(), GAP_MILLIS);
  if (state.farm.crowded && !sorting) {
    sorting = true;
    setTimeout(() => {
      sorting = false;
      refresh();
    }, CROWDED_MILLIS);
  }
}

async function refresh() {
  if (asking || !bridge.isOpen) return;
  asking = true;
  try {
    const view = await bridge.ask('reelyard.farm', { limit: 0 });
    failures = 0;
    change(() => {
      takeSnapshot(state.farm, view);
      state.link = 'live';
    });
    if (hasGap(state.farm)) setTimeout(refresh, GAP_MILLIS);
  } catch {
    if (bridge.isOpen) {
      change(() => (state.link = 'silent'));
      failures += 1;
      setTimeout(refresh, Math.min(5000, 500 * 2 ** (failures - 1)));
    }
  } finally {
    asking = false;
  }
}

document.getElementById('waiting').addEventListener('click', (event) => {
  const button = event.target.closest('button[data-job]');
  if (button) askWhy(button.dataset.job);
});

/** Asks why a job waits; asking again takes the answer away. */
async function askWhy(id) {
  if (state.why.has(id)) {
    change(() => state.why.delete(id));
    return;
  }
  change(() => state.why.set(id, ['asking…']));
  let words;
  try {
    const response = await fetch(`/api/v1/jobs/${encodeURIComponent(id)}/why`);
    const answer = await response.json();
    words = response.ok ? whyWords(answer) : [answer.detail];
  } catch {
    words = ['the manager does not answer'];
  }
  change(() => state.why.has(id) && state.why.set(id, words));
}

/** Progress is heard of running jobs only. */
function follow() {
  if (followedRevision === state.farm.revision) return;
  followedRevision = state.farm.revision;
  const wanted = new Set([...state.farm.running].slice(0, MOST_FOLLOWED));
  for (const id of followed) {
    if (!wanted.has(id)) bridge.leave(`reelyard.job.${id}.progress`);
  }
  for (const id of wanted) {
    if (!followed.has(id)) bridge.hear(`reelyard.job.${id}.progress`, hearProgress);
  }
  followed = wanted;
}

function hearProgress(progress) {
  change(() => takeProgress(state.farm, progress));
}

/** Changes the state and draws it with the next frame. */
function change(changing) {
  changing();
  if (!drawn) return;
  drawn = false;
  requestAnimationFrame(() => {
    drawn = true;
    follow();
    render(state);
  });
}

render(state);
