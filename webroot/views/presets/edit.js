/** The form of one preset: the fields that people change, and what they do. */

import { html, icon, nothing } from '../../html.js';
import {
  AUDIO_ENCODERS,
  BURNS,
  ENCODERS,
  FORMATS,
  MIXDOWNS,
  RATES,
  SELECTIONS,
  SPEEDS,
  summary,
} from './fields.js';

const SIZES = [[0, 0, 'as large as the film'], [3840, 2160, '2160p (4K)'], [2560, 1440, '1440p'], [1920, 1080, '1080p'], [1280, 720, '720p'], [1024, 576, '576p'], [854, 480, '480p']];

/** put(changes) takes what was changed; save() and cancel() end it. */
export function editor({ fields, was, error, busy }, { put, save, cancel }) {
  const text = (label, field, more = {}) =>
    html`<label class="field ${more.broad ? 'broad' : ''}"
      >${label}
      <input spellcheck="false" maxlength="200" placeholder=${more.hint ?? ''} ?required=${more.required} .value=${fields[field]}
        @change=${(e) => put({ [field]: e.target.value })}
    /></label>`;
  const number = (label, field, min, max, step = 1) =>
    html`<label class="field"
      >${label}
      <input type="number" min=${min} max=${max} step=${step} required .value=${String(fields[field])}
        @input=${(e) => e.target.checkValidity() && put({ [field]: Number(e.target.value) })}
    /></label>`;
  const pick = (label, field, options) => select(label, fields[field], options, (value) => put({ [field]: value }));
  const check = (label, field) =>
    html`<label class="check"><input type="checkbox" .checked=${fields[field]} @change=${(e) => put({ [field]: e.target.checked })} /> ${label}</label>`;
  const submit = (e) => {
    e.preventDefault();
    if (e.target.reportValidity()) save();
  };
  return html`<form class="card panel preset-form" aria-labelledby="preset-title" @submit=${submit}>
    <h2 id="preset-title">${was ? `Edit ${was}` : 'New preset'}</h2>
    <div class="fields">${text('Name', 'name', { required: true, broad: true })} ${text('Description', 'description', { broad: true })}</div>
    <fieldset>
      <legend>Picture</legend>
      <div class="fields">
        ${pick('Encoder', 'encoder', ENCODERS)}
        ${select('By', fields.byQuality ? 'q' : 'b', [['q', 'constant quality'], ['b', 'average bitrate']], (value) => put({ byQuality: value === 'q' }))}
        ${fields.byQuality ? number('Quality (lower is finer)', 'quality', 0, 63, 0.5) : number('kbit/s', 'bitrate', 1, 200000)}
        ${pick('Speed', 'speed', [['', "the encoder's own"], ...SPEEDS.map((each) => [each, each])])}
        ${sizes(fields, put)} ${pick('Frames a second, at most', 'rate', RATES.map((each) => [each, each === 'auto' ? 'as the film' : each]))}
      </div>
    </fieldset>
    <fieldset>
      <legend>Sound</legend>
      <div class="fields">${pick('Tracks', 'audio', SELECTIONS)} ${text('Languages', 'audioLanguages', { hint: 'any, or eng, deu…' })}</div>
      ${fields.audio === 'none' ? nothing : tracks(fields, put)}
    </fieldset>
    <fieldset>
      <legend>Subtitles</legend>
      <div class="fields">
        ${pick('Tracks', 'subtitles', SELECTIONS)} ${text('Languages', 'subtitleLanguages', { hint: 'any, or eng, deu…' })}
        ${pick('Into the picture', 'burn', BURNS)}
      </div>
    </fieldset>
    <fieldset>
      <legend>File</legend>
      <div class="fields">${pick('Container', 'format', FORMATS)}</div>
      ${check('Chapter marks', 'chapters')} ${fields.format === 'av_mp4' ? check('Ready for the web (index at the front)', 'optimize') : nothing}
    </fieldset>
    <p class="effect" role="status">${summary(fields)}.</p>
    ${error ? html`<p class="trouble" role="alert">${error}</p>` : nothing}
    <p class="form-buttons">
      <button type="submit" class="button main" ?disabled=${busy}>${busy ? 'Saving…' : 'Save'}</button>
      <button type="button" class="button" @click=${cancel}>Cancel</button>
    </p>
  </form>`;
}

/** A value that no option has is one of its own: newer HandBrakes know more. */
function select(label, value, options, put) {
  const all = options.some(([each]) => each === value) ? options : [...options, [value, value]];
  return html`<label class="field"
    >${label}
    <select @change=${(e) => put(e.target.value)}>
      ${all.map(([each, words]) => html`<option value=${each} ?selected=${each === value}>${words}</option>`)}
    </select></label
  >`;
}

function sizes(fields, put) {
  const now = `${fields.width}x${fields.height}`;
  const options = SIZES.map(([width, height, words]) => [`${width}x${height}`, words]);
  return select('Size, at most', now, options, (value) => {
    const [width, height] = value.split('x').map(Number);
    put({ width, height });
  });
}

/** What becomes of each audio track that is taken; several make several of each. */
function tracks(fields, put) {
  const change = (i, changes) => put({ tracks: fields.tracks.map((each, at) => (at === i ? { ...each, ...changes } : each)) });
  const add = () => put({ tracks: [...fields.tracks, { encoder: 'av_aac', bitrate: 160, mixdown: 'stereo' }] });
  return html`<ul class="audio-tracks">
      ${fields.tracks.map(
        (track, i) =>
          html`<li class="fields">
            ${select('As', track.encoder, AUDIO_ENCODERS, (encoder) => change(i, { encoder }))}
            ${track.encoder === 'copy'
              ? nothing
              : html`<label class="field">kbit/s
                    <input type="number" min="0" max="2000" required .value=${String(track.bitrate)}
                      @change=${(e) => e.target.reportValidity() && change(i, { bitrate: Number(e.target.value) })} /></label>
                  ${select('Mixdown', track.mixdown, MIXDOWNS, (mixdown) => change(i, { mixdown }))}`}
            <button type="button" class="icon-button" aria-label="Remove this sound" @click=${() => put({ tracks: fields.tracks.filter((_, at) => at !== i) })}>
              ${icon('close')}
            </button>
          </li>`,
      )}
    </ul>
    <button type="button" class="button" @click=${add}>One more sound of each track</button>`;
}
