/** A line over time, drawn as SVG: calm enough to stand beside two others. */

import { html, nothing, svg } from '../html.js';

const WIDTH = 600;
const HEIGHT = 110;

/**
 * A chart of one figure. Points are means over steps; the last one ends at endMillis.
 *
 * figure: {label, lane, values, stepSeconds, endMillis, words(value), each, at, point(share)}: each
 * says of what the greatest value is, such as " in 10 min"; at is the moment that is looked at, 0 the first and 1 the last, or null; point is told of another one.
 */
export function chart({ label, lane, values, stepSeconds, endMillis, words, each = '', at, point }) {
  const most = Math.max(...values, 0);
  const top = most > 0 ? most * 1.08 : 1;
  const x = (i) => (values.length < 2 ? 0 : (i / (values.length - 1)) * WIDTH);
  const y = (value) => HEIGHT - (value / top) * HEIGHT;
  const line = values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`);
  const last = values.length - 1;
  const shown = at === null ? last : Math.round(at * last);
  const when = endMillis - (last - shown) * stepSeconds * 1000;
  const look = (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    point(Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)));
  };
  return html`<figure class="chart" data-lane=${lane}>
    <figcaption>
      <span class="chart-label">${label}</span>
      <span class="chart-now"><strong>${words(values[shown] ?? 0)}</strong>
        ${at === null ? nothing : html`<span class="quiet">${clock(when)}</span>`}</span>
    </figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img"
      aria-label=${`${label}: now ${words(values.at(-1) ?? 0)}, at most ${words(most)}`}
      @pointermove=${look} @pointerleave=${() => point(null)}>
      <path class="chart-grid" d="M0 ${HEIGHT / 2}H${WIDTH}"></path>
      ${values.length > 1
        ? svg`<path class="chart-area" d="M0,${HEIGHT} L${line.join(' L')} L${WIDTH},${HEIGHT} Z"></path>
          <polyline class="chart-line" points=${line.join(' ')}></polyline>`
        : nothing}
      ${at === null ? nothing : svg`<path class="chart-at" d="M${x(shown)} 0V${HEIGHT}"></path>`}
    </svg>
    <p class="chart-foot quiet">
      <span>${clock(endMillis - last * stepSeconds * 1000)}</span>
      <span>most ${words(most)}${each}</span>
      <span>${clock(endMillis)}</span>
    </p>
  </figure>`;
}

const clock = (millis) =>
  new Date(millis).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });

/** Means (or sums) of so many neighbours each, so that a day fits into a few hundred points. */
export function thinned(values, most, sum = false) {
  const size = Math.max(1, Math.ceil(values.length / most));
  const thin = [];
  for (let end = values.length; end > 0; end -= size) {
    const part = values.slice(Math.max(0, end - size), end);
    const total = part.reduce((a, b) => a + b, 0);
    thin.unshift(sum ? total : total / part.length);
  }
  return { values: thin, size };
}
