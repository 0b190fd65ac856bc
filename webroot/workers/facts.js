/** What a worker is, and what it did. */

import { html, nothing } from '../html.js';
import { ago, bytes, counted, duration, plainName } from '../words.js';

const MOST_WAITING = 8;
const OUTCOMES = { COMPLETE: 'complete', FAILED: 'failed', STOPPED: 'stopped', QUEUED: 'given back' };

/** The jobs in its queue, the next first. */
export function waiting(farm, { queue }) {
  if (queue.length === 0) return html`<p class="quiet">Nothing waits here.</p>`;
  const shown = queue.slice(0, MOST_WAITING);
  return html`<h3 class="next-title">Next here</h3>
    <ol class="next">
      ${shown.map((id) => {
        const name = plainName(farm.jobs.get(id)?.name ?? id);
        return html`<li><a class="name" dir="auto" href=${`#/jobs/${id}`} title=${name}>${name}</a></li>`;
      })}
    </ol>
    ${queue.length > shown.length ? html`<p class="quiet">and ${counted(queue.length - shown.length, 'more', 'more')}</p>` : nothing}`;
}

const fact = (words, value) => (value === '' || value === nothing ? nothing : html`<div><dt>${words}</dt><dd>${value}</dd></div>`);

export function capabilities({ worker, freeBytes }) {
  const found = worker.capabilities ?? {};
  return html`<section class="card panel" aria-labelledby="can-title">
    <h2 id="can-title">Machine</h2>
    <dl class="facts">
      ${fact('Host', plainName(worker.host))}
      ${fact('HandBrake', plainName(found.handBrakeVersion ?? ''))}
      ${fact('Processor', found.cores > 0 ? counted(found.cores, 'core') : '')}
      ${fact('Memory', found.memoryBytes > 0 ? bytes(found.memoryBytes) : '')}
      ${fact('Scratch', freeBytes >= 0 ? `${bytes(freeBytes)} free` : '')}
      ${fact('Lanes', `fetch ${worker.lanes.fetch}, transcode ${worker.lanes.transcode}, return ${worker.lanes.giveBack}`)}
      ${fact('Pools', worker.pools?.length > 0 ? chips(worker.pools) : 'takes jobs of any')}
      ${fact('Tags', worker.tags?.length > 0 ? chips(worker.tags) : nothing)}
      ${fact('Encoders', found.encoders?.length > 0 ? chips(found.encoders) : nothing)}
      ${fact('Hardware', found.proofs?.length > 0 ? proofs(found.proofs) : nothing)}
      ${fact('Presets', found.presets?.length > 0 ? `${found.presets.length} built in` : '')}
      ${fact('Decodes', found.ffmpeg ? 'with ffmpeg, to prove results' : 'no ffmpeg: cannot prove results')}
    </dl>
  </section>`;
}

const chips = (words) => html`<ul class="chips">${words.map((word) => html`<li>${plainName(word)}</li>`)}</ul>`;

const proofs = (all) => html`<ul class="proofs">
  ${all.map(({ encoder, works, words }) => html`<li data-works=${String(works)}>
    <strong>${encoder}</strong> ${works ? 'works' : html`<span class="quiet">${words}</span>`}
  </li>`)}
</ul>`;

/** What it did: totals, and the latest attempts. */
export function history(did, trouble) {
  return html`<section class="card panel" aria-labelledby="did-title">
    <h2 id="did-title">What it did</h2>
    ${trouble ? html`<p class="trouble">${trouble}</p>` : nothing}
    ${did ? totals(did.totals) : nothing}
    ${did?.attempts.length === 0 ? html`<p class="quiet">Nothing yet.</p>` : nothing}
    ${did?.attempts.length > 0 ? attempts(did.attempts) : nothing}
  </section>`;
}

function totals([sum]) {
  if (!sum) return nothing;
  const share = sum.inputBytes > 0 ? ` (${Math.round((100 * (sum.inputBytes - sum.resultBytes)) / sum.inputBytes)} %)` : '';
  return html`<p class="did-sum">
    ${counted(sum.complete, 'job')} complete, ${sum.failed} failed${sum.givenBack > 0 ? `, ${sum.givenBack} given back` : ''};
    busy for ${duration(sum.busyMillis / 1000)}; saved ${bytes(Math.max(0, sum.inputBytes - sum.resultBytes))}${share}
  </p>`;
}

const attempts = (all) => html`<div class="did-scroll" tabindex="0" role="region" aria-label="Latest attempts">
  <table class="did">
    <thead><tr><th scope="col">Job</th><th scope="col">Outcome</th><th scope="col">Took</th><th scope="col">Size</th><th scope="col">Ended</th></tr></thead>
    <tbody>
      ${all.map((each) => html`<tr>
        <td><a class="name" dir="auto" href=${`#/jobs/${each.jobId}`} title=${plainName(each.name)}>${plainName(each.name)}</a></td>
        <td><span class="mark" data-mark=${OUTCOMES[each.outcome]}>${OUTCOMES[each.outcome]}</span>
          ${each.reason ? html`<span class="quiet">${each.reason.toLowerCase().replaceAll('_', ' ')}</span>` : nothing}</td>
        <td>${duration((each.endedMillis - each.startedMillis) / 1000)}</td>
        <td>${bytes(each.inputBytes)}${each.resultBytes > 0 ? ` → ${bytes(each.resultBytes)}` : ''}</td>
        <td>${ago(each.endedMillis, Date.now())}</td>
      </tr>`)}
    </tbody>
  </table>
</div>`;
