/** Keeps one state true to the farm, and shows it. */

import { Bridge } from './bridge.js';
import { hasGap, newFarm, takeEvent, takeProgress, takeSnapshot } from './farm.js';
import { plainName } from './words.js';
import { render } from './view.js';

const MOST_FOLLOWED = 500;
const GAP_MILLIS = 200;
/** A snapshot now and then repairs what no event told. */
const CHECK_MILLIS = 60000;

const state = {
  /** connecting, live, lost (no connection), silent (no scheduler answers) */
  link: 'connecting',
  farm: newFarm(),
  /** What a screen reader shall say. */
  said: '',
};

let drawn = true;
let asking = false;
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
  change(() => takeEvent(state.farm, event));
  if (hasGap(state.farm)) setTimeout(() => hasGap(state.farm) && refresh(), GAP_MILLIS);
}

async function refresh() {
  if (asking || !bridge.isOpen) return;
  asking = true;
  try {
    const view = await bridge.ask('reelyard.farm', { endedLimit: 0 });
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
