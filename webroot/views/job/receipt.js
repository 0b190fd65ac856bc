/** What was compared before a result took its source's place, and the way back. */

import { html, nothing } from '../../html.js';
import { bytes, duration, moment, plainName } from '../../words.js';

export function receipt(job, path, app, act) {
  const found = job.receipt;
  if (!found) return nothing;
  const now = Date.now();
  const undo = async () => {
    const question = { title: 'Bring back the original?', words: 'The result goes.', yes: 'Bring it back' };
    if (await app.ask(question)) act('Undo', () => app.api.post(`${path}/undo`, {}));
  };
  return html`<section class="card panel" aria-labelledby="job-receipt">
    <div class="section-head">
      <h2 id="job-receipt">${found.passed ? 'Receipt: nothing was lost' : 'Receipt: the original stayed'}</h2>
      ${job.undoneMillis > 0
        ? html`<p class="quiet">undone ${moment(job.undoneMillis, now)}</p>`
        : job.state === 'COMPLETE' && found.passed && app.may('OPERATOR')
          ? html`<button type="button" class="button" @click=${undo}>Undo: the original back</button>`
          : nothing}
    </div>
    <p class="quiet">
      ${bytes(found.sourceBytes)} → ${bytes(found.resultBytes)};
      ${duration(found.sourceSeconds)} → ${duration(found.resultSeconds)}${found.decodedSeconds >= 0
        ? `, of which ${duration(found.decodedSeconds)} decoded without an error`
        : ''};
      looked at by ${plainName(found.workerId)} ${moment(found.madeMillis, now)}
    </p>
    <div class="wide" tabindex="0" role="group" aria-label="What was compared">
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Source</th>
            <th scope="col">Result</th>
            <th scope="col">Kept</th>
          </tr>
        </thead>
        <tbody>
          ${found.lines.map(
            (line) =>
              html`<tr>
                <th scope="row">${plainName(line.what)}</th>
                <td>${plainName(line.source)}</td>
                <td>${plainName(line.result)}</td>
                <td class="mark" data-mark=${line.good ? 'complete' : 'failed'}>${line.good ? 'yes' : 'no'}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
