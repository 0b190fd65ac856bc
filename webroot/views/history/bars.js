/** Bars beside one another: one for each month, or whatever the rows are of. */

import { html, nothing, svg } from '../../html.js';

const HEIGHT = 180;
const STEP = 64;
const BAR = 34;

/** rows: [{key, value}]; words(value) for people. */
export function bars(label, rows, words) {
  if (rows.length === 0) return nothing;
  const top = Math.max(...rows.map((row) => row.value), 0) || 1;
  const width = Math.max(rows.length * STEP, 240);
  const most = words(top);
  return html`<figure class="bars">
    <figcaption class="quiet">${label}; the highest bar is ${most}</figcaption>
    <div class="wide" tabindex="0" role="group" aria-label=${label}>
      <svg viewBox="0 0 ${width} ${HEIGHT + 42}" width=${width} height=${HEIGHT + 42} role="img"
        aria-label=${`${label}: ${rows.map((row) => `${row.key} ${words(row.value)}`).join(', ')}`}>
        <path class="bars-ground" d="M0 ${HEIGHT + 18.5}H${width}"></path>
        ${rows.map((row, i) => bar(row, i, top, words))}
      </svg>
    </div>
  </figure>`;
}

function bar({ key, value }, i, top, words) {
  const height = Math.max(0, (value / top) * HEIGHT);
  const x = i * STEP + (STEP - BAR) / 2;
  const middle = i * STEP + STEP / 2;
  const y = HEIGHT + 18 - height;
  return svg`<g>
    <rect class="bars-bar" x=${x} y=${y} width=${BAR} height=${height} rx="3"></rect>
    <text class="bars-value" x=${middle} y=${y - 5} text-anchor="middle">${words(value)}</text>
    <text class="bars-key" x=${middle} y=${HEIGHT + 36} text-anchor="middle">${key}</text>
  </g>`;
}

/** A bar in a cell of a table, as long as its share of the longest. */
export const share = (value, top) =>
  html`<svg class="share" width="100%" height="8" aria-hidden="true">
    <rect class="share-track" width="100%" height="8" rx="3"></rect>
    <rect class="bars-bar" width="${top > 0 ? Math.max(0, (100 * value) / top).toFixed(1) : 0}%" height="8" rx="3"></rect>
  </svg>`;
