/** Numbers and names as people read them. */

const STAGE_NUMBERS = { QUEUED: 1, FETCHING: 2, TRANSCODING: 3, RETURNING: 4, COMPLETE: 5 };

const PHASES = {
  PAUSED: 'paused',
  WAITING: 'waiting',
  SCANNING: 'scanning',
  MUXING: 'muxing',
  CHECKING: 'checking the result',
  PROVING: 'decoding the result to prove it',
};

const STAGES = {
  QUEUED: 'queued',
  FETCHING: 'transferring to the worker',
  TRANSCODING: 'transcoding',
  RETURNING: 'transferring back',
  COMPLETE: 'complete',
};

/** 1 to 5. */
export const stageNumber = (stage) => STAGE_NUMBERS[stage] ?? 1;

/** What happens now: "transcoding with Fast 1080p30, pass 1 of 2". */
export function stageWords(stage, preset, progress) {
  const words = STAGES[stage] ?? stage;
  const told = stage === 'TRANSCODING' ? `${words} with ${preset}` : words;
  if (!progress) return told;
  if (progress.phase === 'ENCODING') {
    return progress.passCount > 1 ? `${told}, pass ${progress.pass} of ${progress.passCount}` : told;
  }
  return progress.phase in PHASES ? `${told}, ${PHASES[progress.phase]}` : told;
}

/** A name with what would hide, break or turn around its line made visible. */
export function plainName(name) {
  return String(name ?? '')
    .replace(/[\u0000-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '\ufffd');
}

/** Lines that say why a job waits: what holds it back everywhere, then each worker's reason. */
export function whyWords({ headline, workers }) {
  const lines = workers.map((each) => `${each.workerId}: ${each.reason}`);
  return [headline, ...lines].filter(Boolean).map(plainName);
}

/** What people did to a waiting job, and how it stands in line: "suspended, priority 10". */
export function terms(job, nowMillis) {
  const words = [];
  if (job.suspended) words.push('suspended');
  if (job.priority === 100) words.push('held');
  else if (job.priority !== 50) words.push(`priority ${job.priority}`);
  if (job.notBeforeMillis > nowMillis) words.push(`not before ${moment(job.notBeforeMillis, nowMillis)}`);
  return words.join(', ');
}

/** "1.24 GB", in powers of ten. */
export function bytes(count) {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** "48 s", "3 min 05 s", "2 h 05 min", "3 d 4 h"; an en dash when unknown (negative). */
export function duration(seconds) {
  if (!(seconds >= 0)) return '–';
  const s = Math.round(seconds);
  const two = (n) => String(n).padStart(2, '0');
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${two(s % 60)} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${two(Math.floor((s % 3600) / 60))} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

/** "42.1 %"; never 100 before it is. */
export function percent(value) {
  const shown = value < 100 ? Math.min(99.9, value) : 100;
  return `${shown.toFixed(1)} %`;
}

/** "68.5 fps" or "112 MB/s"; empty when unknown. */
export function speed(progress) {
  if (!progress || !(progress.speed > 0)) return '';
  const unit = progress.unit === 'MB_PER_SECOND' ? 'MB/s' : 'fps';
  return `${progress.speed.toFixed(progress.speed >= 100 ? 0 : 1)} ${unit}`;
}

/** The time of day, with the date when it was not today. */
export function moment(millis, nowMillis) {
  const then = new Date(millis);
  const time = then.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  return then.toDateString() === new Date(nowMillis).toDateString()
    ? time
    : `${then.toLocaleDateString()} ${time}`;
}

/** "just now", "5 min ago", "3 h ago", then the date. */
export function ago(millis, nowMillis) {
  const seconds = (nowMillis - millis) / 1000;
  if (seconds < 60) return 'just now';
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 24 * 3600) return `${Math.floor(seconds / 3600)} h ago`;
  return moment(millis, nowMillis);
}

/** "1,234" as the visitor writes numbers. */
export const count = (number) => Number(number ?? 0).toLocaleString();

/** "1 job", "1,234 jobs". */
export const counted = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/** "412 MB (28 %)" of a complete job, else nothing. */
export function resultSize(job) {
  if (job.state !== 'COMPLETE') return '';
  const share = job.inputBytes > 0 ? ` (${Math.round((100 * job.resultBytes) / job.inputBytes)} %)` : '';
  return `${bytes(job.resultBytes)}${share}`;
}
