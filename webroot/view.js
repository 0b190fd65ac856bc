/** Draws the state; text is only ever set as text, and rows that did not change stay untouched. */

import { MOST_ENDED, progressOf } from './farm.js';
import {
  bytes,
  duration,
  moment,
  percent,
  plainName,
  speed,
  stageNumber,
  stageWords,
  terms,
} from './words.js';

const MOST_RUNNING = 200;
const MOST_WAITING = 50;

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

const MARKS = { COMPLETE: 'complete', FAILED: 'failed', STOPPED: 'stopped' };
const WORKER_MARKS = {
  READY: 'ready',
  PAUSED: 'paused',
  DRAINING: 'draining',
  CLOSED: 'closed',
  QUARANTINED: 'quarantined',
  LEAVING: 'leaving',
  LOST: 'lost',
};
const LANES = [
  { lane: 'fetch', stages: ['QUEUED', 'FETCHING'], count: 'fetch' },
  { lane: 'transcode', stages: ['TRANSCODING'], count: 'transcode' },
  { lane: 'return', stages: ['RETURNING', 'COMPLETE'], count: 'giveBack' },
];

const byId = (id) => document.getElementById(id);

/** Everything visible, from the state alone. */
export function render(state) {
  const farm = state.farm;
  const layout = arrange(farm);
  renderLink(state);
  renderSummary(farm, layout);
  renderRunning(farm, layout.running);
  renderWaiting(farm, layout, state.why);
  renderEnded(farm, layout.ended);
  renderWorkers(farm, layout.workers);

  const known = farm.epoch !== null;
  const some = farm.jobs.size > 0 || (farm.summary?.queued ?? 0) > 0;
  show(byId('no-jobs'), known && !some);
  show(byId('jobs'), some);
  show(byId('no-workers'), known && farm.workers.size === 0);
  setText(byId('said'), state.said);
}

// ---- what belongs where; done again only when jobs or workers changed

let arranged = { farm: null, revision: -1 };

function arrange(farm) {
  if (arranged.farm === farm && arranged.revision === farm.revision) return arranged;
  const jobs = [...farm.jobs.values()];
  const workers = [...farm.workers.values()].sort((a, b) => compare(a.worker.id, b.worker.id));
  const waiting = new Map(
    jobs
      .filter((job) => job.state === 'QUEUED')
      .sort((a, b) => a.priority - b.priority)
      .map((job) => [job.id, job]),
  );
  const groups = [];
  for (const { worker, queue } of workers) {
    const queued = queue.map((id) => waiting.get(id)).filter(Boolean);
    for (const job of queued) waiting.delete(job.id);
    if (queued.length > 0) groups.push({ id: worker.id, title: `On ${worker.id}`, jobs: queued });
  }
  if (waiting.size > 0) {
    groups.push({ id: '', title: 'Not yet on a worker', jobs: [...waiting.values()] });
  }
  arranged = {
    farm,
    listed: groups.reduce((sum, group) => sum + Math.min(MOST_WAITING, group.jobs.length), 0),
    revision: farm.revision,
    workers,
    groups,
    running: jobs
      .filter((job) => job.state === 'RUNNING')
      .sort((a, b) => a.startedMillis - b.startedMillis || compare(a.id, b.id)),
    ended: jobs
      .filter((job) => job.state in MARKS)
      .sort((a, b) => b.endedMillis - a.endedMillis || compare(a.id, b.id)),
  };
  return arranged;
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// ---- the parts

function renderLink({ link }) {
  setText(byId('link'), LINKS[link]);
  setData(document.body, 'link', link);
  const banner = byId('banner');
  setText(banner, BANNERS[link] ?? '');
  show(banner, link in BANNERS);
}

function renderSummary(farm, layout) {
  const slot = slots(byId('summary'));
  const summary = farm.summary;
  if (!summary) return;
  for (const key of ['running', 'queued', 'complete', 'failed', 'stopped']) {
    setText(slot[key], String(summary[key]));
  }
  setData(slot.failedBox, 'some', String(summary.failed > 0));
  const busy = summary.running + summary.queued > 0;
  setText(slot.eta, busy ? duration(summary.etaSeconds) : '–');
  const title = busy
    ? `${summary.running} running, ${summary.queued} waiting – Reelyard`
    : 'Reelyard';
  if (document.title !== title) document.title = title;
  show(byId('running-none'), layout.running.length === 0);
  show(byId('waiting-none'), summary.queued === 0);
  show(byId('ended-none'), layout.ended.length === 0);
}

function renderRunning(farm, jobs) {
  const shown = jobs.slice(0, MOST_RUNNING);
  more(byId('running-more'), jobs.length - shown.length);
  keep(byId('running'), shown, (job) => job.id, 'running-job', (node, job) => {
    const slot = slots(node);
    const progress = progressOf(farm, job);
    const stage = progress ? progress.stage : job.stage;
    const attempt = progress ? progress.attempt : job.attempt;
    const done = progress ? progress.percent : 0;
    const words = stageWords(stage, plainName(job.preset), progress);
    setName(slot.name, job.name);
    setText(slot.worker, (progress && progress.workerId) || job.workerId || '');
    setText(slot.attempt, job.suspended ? `attempt ${attempt}, suspended` : `attempt ${attempt}`);
    setText(slot.stage, words);
    setText(slot.percent, percent(done));
    setText(slot.speed, speed(progress));
    setText(slot.eta, progress && progress.etaSeconds >= 0 ? `${duration(progress.etaSeconds)} left` : '');
    renderSteps(slot.steps, stageNumber(stage));
    renderBar(slot.bar, {
      label: `${plainName(job.name)}, ${words}`,
      run: `${attempt} ${stage} ${progress ? progress.pass : 0}`,
      stage,
      done,
    });
  });
}

function renderSteps(steps, number) {
  for (const step of steps.children) {
    const own = Number(step.dataset.step);
    setData(step, 'state', own < number ? 'done' : own === number ? 'now' : 'next');
    setAttribute(step, 'aria-current', own === number ? 'step' : null);
  }
}

/** A new run of the bar gets a new fill, which starts at its left end instead of sliding back. */
function renderBar(bar, { label, run, stage, done }) {
  if (bar.dataset.run !== run) {
    bar.dataset.run = run;
    const fill = document.createElement('div');
    fill.className = 'fill';
    fill.style.transform = `scaleX(${done / 100})`;
    bar.replaceChildren(fill);
  }
  const scale = `scaleX(${Math.max(0, Math.min(1, done / 100))})`;
  const fill = bar.firstElementChild;
  if (fill.style.transform !== scale) fill.style.transform = scale;
  setData(bar, 'stage', stage);
  setAttribute(bar, 'aria-label', label);
  setAttribute(bar, 'aria-valuenow', done.toFixed(1));
  setAttribute(bar, 'aria-valuetext', percent(done));
}

function renderWaiting(farm, { groups, listed }, why) {
  more(byId('waiting-more'), (farm.summary?.queued ?? 0) - listed);
  keep(byId('waiting'), groups, (group) => group.id, 'waiting-group', (node, group) => {
    const asked = group.jobs.map((job) => why.get(job.id));
    if (node.drawn === group && asked.every((words, i) => words === node.asked[i])) return;
    node.drawn = group;
    node.asked = asked;
    const slot = slots(node);
    const shown = group.jobs.slice(0, MOST_WAITING);
    setText(slot.title, group.title);
    keep(slot.queue, shown, (job) => job.id, 'waiting-job', (row, job) => {
      const part = slots(row);
      setName(part.name, job.name);
      setText(part.size, bytes(job.inputBytes));
      setText(part.terms, terms(job, Date.now()));
      setAttribute(part.ask, 'data-job', job.id);
      const words = why.get(job.id);
      setAttribute(part.ask, 'aria-expanded', String(Boolean(words)));
      setText(part.why, (words ?? []).join('\n'));
      show(part.why, Boolean(words));
    });
  });
}

function renderEnded(farm, jobs) {
  const shown = jobs.slice(0, MOST_ENDED);
  const { complete = 0, failed = 0, stopped = 0 } = farm.summary ?? {};
  more(byId('ended-more'), complete + failed + stopped - shown.length);
  keep(byId('ended'), shown, (job) => job.id, 'ended-job', (node, job) => {
    if (node.drawn === job) return;
    node.drawn = job;
    const slot = slots(node);
    setName(slot.name, job.name);
    setText(slot.mark, MARKS[job.state]);
    setData(slot.mark, 'mark', MARKS[job.state]);
    setText(slot.sizes, sizes(job));
    const ran = job.startedMillis > 0 && job.endedMillis > 0;
    const where = job.workerId ? ` on ${job.workerId}` : '';
    const seconds = (job.endedMillis - job.startedMillis) / 1000;
    setText(slot.took, ran ? `took ${duration(seconds)}${where}` : '');
    setText(slot.when, job.endedMillis > 0 ? moment(job.endedMillis, Date.now()) : '');
    renderFailure(slot, job.state === 'COMPLETE' ? null : job.failure);
  });
}

function sizes(job) {
  if (job.state !== 'COMPLETE') return bytes(job.inputBytes);
  const share = job.inputBytes > 0 ? ` (${Math.round((100 * job.resultBytes) / job.inputBytes)} %)` : '';
  return `${bytes(job.inputBytes)} → ${bytes(job.resultBytes)}${share}`;
}

function renderFailure(slot, failure) {
  show(slot.failure, Boolean(failure));
  if (!failure) return;
  const tail = failure.logTail ?? [];
  setText(slot.message, failure.message);
  show(slot.log, Boolean(failure.logFile));
  const where = failure.workerId ? ` on ${failure.workerId}` : '';
  setText(slot.log, failure.logFile ? `HandBrake's log${where}: ${plainName(failure.logFile)}` : '');
  show(slot.tail, tail.length > 0);
  setText(slot.lines, tail.join('\n'));
}

function renderWorkers(farm, workers) {
  keep(byId('workers'), workers, (view) => view.worker.id, 'worker', (node, view) => {
    const slot = slots(node);
    const { worker, state, note, queue } = view;
    const mark = WORKER_MARKS[state] ?? state;
    setName(slot.name, worker.id);
    setText(slot.mark, mark);
    setData(slot.mark, 'mark', mark);
    setData(node, 'mark', mark);
    setText(slot.machine, machine(worker));
    const seen =
      state === 'LOST' && view.lastSeenMillis > 0
        ? `last seen ${moment(view.lastSeenMillis, Date.now())}`
        : '';
    const until = view.untilMillis > 0 ? `until ${moment(view.untilMillis, Date.now())}` : '';
    const remark = [note, until, seen].filter(Boolean).join('; ');
    setText(slot.note, remark);
    show(slot.note, remark !== '');
    show(slot.lanes, state !== 'LOST');
    show(slot.queued, queue.length > 0);
    setText(slot.queued, queue.length === 1 ? '1 job waits here' : `${queue.length} jobs wait here`);
    keep(slot.lanes, lanes(farm, view), (lane) => lane.key, 'lane', (row, lane) => {
      const part = slots(row);
      setText(part.lane, lane.label);
      setText(part.does, lane.does);
      setData(row, 'lane', lane.lane);
      setData(row, 'busy', String(lane.busy));
    });
  });
}

function machine(worker) {
  const found = worker.capabilities ?? {};
  const cores = found.cores === 1 ? '1 core' : `${found.cores ?? '?'} cores`;
  const version = found.handBrakeVersion ? `HandBrake ${found.handBrakeVersion}` : '';
  return [plainName(worker.host), cores, plainName(version)].filter(Boolean).join(' · ');
}

/** One line for each job in a lane, and one for a lane without any. */
function lanes(farm, view) {
  const jobs = view.running
    .map((id) => farm.jobs.get(id))
    .filter((job) => job && job.state === 'RUNNING')
    .map((job) => ({ job, progress: progressOf(farm, job) }));
  return LANES.flatMap(({ lane, stages, count }) => {
    const places = view.worker.lanes?.[count] ?? 1;
    const label = places > 1 ? `${lane} ×${places}` : lane;
    const held = jobs.filter(({ job, progress }) => stages.includes((progress ?? job).stage));
    if (held.length === 0) return [{ key: lane, lane, label, does: 'idle', busy: false }];
    return held.map(({ job, progress }, index) => ({
      key: `${lane} ${job.id}`,
      lane,
      label: index === 0 ? label : '',
      does: `${percent(progress ? progress.percent : 0)}  ${plainName(job.name)}`,
      busy: true,
    }));
  });
}

// ---- how a node changes: only where it differs

function more(node, count) {
  setText(node, count > 0 ? `and ${count} more: ./reelyard jobs lists all` : '');
  show(node, count > 0);
}

/** Makes the children of a list those of the items, in their order; a key keeps its node. */
function keep(list, items, keyOf, template, fill) {
  const nodes = (list.kept ??= new Map());
  const gone = new Set(nodes.keys());
  let place = list.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    gone.delete(key);
    let node = nodes.get(key);
    if (!node) {
      node = byId(template).content.firstElementChild.cloneNode(true);
      nodes.set(key, node);
    }
    if (node === place) place = place.nextElementSibling;
    else list.insertBefore(node, place);
    fill(node, item);
  }
  for (const key of gone) {
    nodes.get(key).remove();
    nodes.delete(key);
  }
}

/** The named places of a cloned template, not those of templates within. */
function slots(node) {
  if (!node.slots) {
    node.slots = {};
    for (const part of node.querySelectorAll('[data-slot]')) node.slots[part.dataset.slot] = part;
  }
  return node.slots;
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function setName(node, name) {
  const plain = plainName(name);
  setText(node, plain);
  setAttribute(node, 'title', plain);
}

function setData(node, key, value) {
  if (node.dataset[key] !== value) node.dataset[key] = value;
}

function setAttribute(node, name, value) {
  if (node.getAttribute(name) === value) return;
  if (value === null) node.removeAttribute(name);
  else node.setAttribute(name, value);
}

function show(node, visible) {
  if (node.hidden === visible) node.hidden = !visible;
}
