/** What was asked for, as it stands. */

import { html, nothing } from '../../html.js';
import { bytes, duration, moment, plainName } from '../../words.js';

export function asked(job) {
  const spec = job.spec ?? {};
  const now = Date.now();
  const rows = [
    ['Source', job.input],
    ['Result', job.output],
    ['Preset', job.preset],
    ['Container', spec.container?.toLowerCase()],
    ['Options', spec.options?.join(' ')],
    ['User', job.user],
    ['Priority', `${job.priority}${job.priority === 100 ? ' (held)' : ''}`],
    ['Pool', job.pool],
    ['Tags', spec.tags?.join(', ')],
    ['Files lie on', job.staging],
    ['Not before', job.notBeforeMillis > 0 ? moment(job.notBeforeMillis, now) : ''],
    ['Submitted', moment(job.submittedMillis, now)],
    ['Took', job.endedMillis > 0 && job.startedMillis > 0 ? duration((job.endedMillis - job.startedMillis) / 1000) : ''],
    ['Size', job.resultBytes > 0 ? `${bytes(job.inputBytes)} → ${bytes(job.resultBytes)}` : bytes(job.inputBytes)],
  ].filter(([, value]) => value);
  const row = (name, value) =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  return html`<section class="card panel" aria-labelledby="job-asked">
    <h2 id="job-asked">What was asked for</h2>
    <dl class="pairs">
      ${rows.map(([name, value]) => row(name, plainName(value)))} ${links('Runs after', job.after, row)}
      ${links('Others wait for it', job.before, row)}
    </dl>
  </section>`;
}

function links(name, jobs, row) {
  if (!jobs?.length) return nothing;
  return row(
    name,
    jobs.map(
      (each, i) =>
        html`${i > 0 ? ', ' : ''}<a href="#/jobs/${encodeURIComponent(each.id)}">${plainName(each.name || each.id)}</a>`,
    ),
  );
}
