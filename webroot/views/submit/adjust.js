/** The preset of a submission, and what is changed about it for these jobs alone. */

import { html, nothing } from '../../html.js';
import { plainName } from '../../words.js';
import { AUDIO, AUDIO_CODECS, CONTAINERS, SIZES, SUBTITLES, effects, optionsOf } from './options.js';

/** Presets to pick from: one's own first, then HandBrake's by category. */
export function presetPick(presets, choice, put) {
  const known = presetsOf(presets);
  const here = known.find((each) => each.name === choice.preset);
  const option = (each) => html`<option value=${each.name} ?selected=${each.name === choice.preset}>${plainName(each.name)}</option>`;
  return html`<label class="field"
      >Preset
      <select @change=${(e) => put({ preset: e.target.value })}>
        ${here ? nothing : html`<option value=${choice.preset} selected>${plainName(choice.preset)}</option>`}
        ${presets?.own?.length > 0
          ? html`<optgroup label="Your own">${presets.own.map(option)}</optgroup>`
          : nothing}
        ${(presets?.builtIn ?? []).map(
          (category) => html`<optgroup label=${plainName(category.name)}>${category.presets.map(option)}</optgroup>`,
        )}
      </select></label
    >
    ${here?.description ? html`<p class="quiet">${plainName(here.description)}</p>` : nothing}`;
}

const presetsOf = (presets) => [
  ...(presets?.own ?? []),
  ...(presets?.builtIn ?? []).flatMap((category) => category.presets),
];

/** The fields that people change; what is left empty is as the preset says. */
export function adjust(choice, preset, put) {
  const now = choice.adjusted;
  const set = (field) => (e) => put({ [field]: e.target.value });
  const pick = (label, field, options, usual) =>
    html`<label class="field"
      >${label}
      <select @change=${set(field)}>
        <option value="" ?selected=${now[field] === ''}>${usual ?? 'as the preset'}</option>
        ${options.map(([value, words]) => html`<option value=${value} ?selected=${now[field] === value}>${words}</option>`)}
      </select></label
    >`;
  const text = (label, field, hint) =>
    html`<label class="field"
      >${label}
      <input spellcheck="false" placeholder=${hint} .value=${now[field]} @change=${set(field)} /></label
    >`;
  const words = optionsOf(now);
  const told = effects(now, preset);
  return html`<div class="fields">
      <label class="field"
        >Quality ${preset?.VideoQualitySlider > 0 ? `(preset: ${preset.VideoQualitySlider})` : ''}
        <input type="number" min="0" max="63" step="0.5" placeholder="as the preset" title="lower is finer and larger"
          .value=${String(now.quality)} @input=${(e) => e.target.checkValidity() && set('quality')(e)}
      /></label>
      ${pick('Size', 'size', SIZES)} ${pick('Audio tracks', 'audio', AUDIO)}
      ${text('Audio languages', 'audioLanguages', 'eng, deu…')} ${pick('Sound', 'audioCodec', AUDIO_CODECS)}
      ${pick('Subtitles', 'subtitles', SUBTITLES)} ${text('Subtitle languages', 'subtitleLanguages', 'eng, deu…')}
      ${pick('Into the picture', 'burn', [['no', 'no subtitles'], ['first', 'the first subtitle']])}
      ${pick('Container', 'container', CONTAINERS)} ${text("HandBrake's options", 'more', '--start-at seconds:60')}
    </div>
    <div class="effect" role="status">
      ${told.map((line) => html`<p>${line}</p>`)}
      ${words.length > 0 ? html`<p><code class="words">${words.join(' ')}</code></p>` : html`<p class="quiet">All as the preset says.</p>`}
    </div>`;
}
