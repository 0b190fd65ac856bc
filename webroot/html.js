/**
 * Everything that views draw with, from one place; text is only ever text, never HTML.
 *
 * Styles are set as the property: `.style=${'width: 3px'}`. As an attribute, and with styleMap, the
 * content security policy forbids them.
 */

export { html, svg, render, nothing } from '/lib/lit-html/lit-html.js';
export { repeat } from '/lib/lit-html/directives/repeat.js';
export { live } from '/lib/lit-html/directives/live.js';
export { keyed } from '/lib/lit-html/directives/keyed.js';
export { ref, createRef } from '/lib/lit-html/directives/ref.js';
export { classMap } from '/lib/lit-html/directives/class-map.js';

import { html, nothing } from '/lib/lit-html/lit-html.js';
import { live } from '/lib/lit-html/directives/live.js';

/** One choice of a select, chosen or not whatever the visitor chose there meanwhile. */
export const option = (value, words, chosen) =>
  html`<option value=${value} .selected=${live(chosen)}>${words}</option>`;

/** A picture of icons.svg; it says nothing to a screen reader: the words beside it, or a label, do. */
export const icon = (name) =>
  html`<svg class="icon" aria-hidden="true" focusable="false"><use href="/icons.svg#${name}"></use></svg>`;

/** A button that is nothing but its icon, named for who cannot see it. */
export const iconButton = (name, label, click, more = nothing) =>
  html`<button type="button" class="icon-button" aria-label=${label} title=${label} @click=${click}>
    ${icon(name)}${more}
  </button>`;
