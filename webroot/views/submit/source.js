/** One chosen source: the result's name, and the titles, chapters and tracks that a scan found. */

import { html, icon, nothing } from '../../html.js';
import { bytes, duration, plainName } from '../../words.js';
import { audioWords, subtitleWords } from './tracks.js';

/** jobs are those that the source becomes; on: {scan(), drop(), paint()}. */
export function sourceRow(source, jobs, choice, on) {
  const name = plainName(source.name);
  const several = jobs.length > 1;
  return html`<li class="source">
    <div class="source-head">
      <div class="source-name">
        <h3>${name}</h3>
        <p class="quiet path">${plainName(source.path)}${source.bytes > 0 ? `, ${bytes(source.bytes)}` : ''}</p>
      </div>
      <button type="button" class="button" aria-expanded=${source.open} @click=${() => on.scan()}>
        ${source.open ? 'Hide tracks' : 'Titles, tracks…'}
      </button>
      <button type="button" class="icon-button" aria-label="Do not take ${name}" @click=${() => on.drop()}>${icon('close')}</button>
    </div>
    ${choice.replace
      ? html`<p class="quiet">The result takes its place.</p>`
      : several
        ? html`<ul class="results">${jobs.map(({ spec }) => html`<li class="path">→ ${plainName(spec.output)}</li>`)}</ul>`
        : html`<label class="result"
            >Result
            <input spellcheck="false" .value=${source.output || jobs[0].spec.output}
              @change=${(e) => { source.output = e.target.value.trim(); on.paint(); }}
          /></label>`}
    ${source.refusal ? html`<p class="trouble" role="alert">${plainName(source.refusal)}</p>` : nothing}
    ${source.open ? found(source, on) : nothing}
  </li>`;
}

function found(source, on) {
  if (source.trouble) return html`<p class="trouble" role="alert">${plainName(source.trouble)}</p>`;
  if (!source.scan || source.scan === 'asking') return html`<p class="quiet" role="status">looking into it…</p>`;
  const titles = source.scan.titles ?? [];
  if (titles.length === 0) return html`<p class="quiet">No film was found in it.</p>`;
  const many = titles.length > 1;
  return html`<div class="titles">
    ${many ? html`<p class="quiet">${titles.length} titles; each one picked becomes a job. None picked: ${source.scan.mainTitle > 0 ? `title ${source.scan.mainTitle}, the feature` : 'what HandBrake takes'}.</p>` : nothing}
    ${titles.map((title) => titleRow(source, title, many, on))}
  </div>`;
}

function titleRow(source, title, many, on) {
  const pick = source.picks.get(title.number);
  const choose = (e) => {
    if (e.target.checked) source.picks.set(title.number, { chapters: '', audio: [], subtitles: [] });
    else source.picks.delete(title.number);
    on.paint();
  };
  const facts = [
    duration(title.seconds),
    title.width > 0 ? `${title.width} × ${title.height}` : '',
    title.fps > 0 ? `${Number(title.fps.toFixed(2))} fps` : '',
    title.codec,
    title.chapters?.length > 1 ? `${title.chapters.length} chapters` : '',
  ].filter(Boolean);
  const words = plainName(facts.join(', '));
  return html`<div class="title">
    ${many
      ? html`<label class="check"><input type="checkbox" .checked=${Boolean(pick)} @change=${choose} /> Title ${title.number}: ${words}</label>`
      : html`<p>${words}</p>`}
    ${pick || !many ? tracks(source, title, on) : nothing}
  </div>`;
}

function tracks(source, title, on) {
  const picked = () => source.picks.get(title.number) ?? { chapters: '', audio: [], subtitles: [] };
  const pick = picked();
  /** Of what is picked by then, which may not be drawn yet. A pick that picks nothing is none. */
  const put = (change) => {
    const now = { ...picked(), ...change(picked()) };
    const empty = !now.chapters && now.audio.length === 0 && now.subtitles.length === 0;
    if (empty && (source.scan.titles.length === 1)) source.picks.delete(title.number);
    else source.picks.set(title.number, now);
    on.paint();
  };
  return html`<div class="tracks">
    ${kind('Audio', title.audio, pick.audio, audioWords, (change) => put(({ audio }) => ({ audio: change(audio) })))}
    ${kind('Subtitles', title.subtitles, pick.subtitles, subtitleWords, (change) => put(({ subtitles }) => ({ subtitles: change(subtitles) })))}
    ${title.chapters?.length > 1 ? chapters(title, pick, put) : nothing}
  </div>`;
}

function kind(name, all, picked, wordsOf, put) {
  if (!all || all.length === 0) return nothing;
  const toggle = (number) => (e) =>
    put((before) => (e.target.checked ? [...before, number].sort((a, b) => a - b) : before.filter((each) => each !== number)));
  return html`<fieldset>
    <legend>${name} <span class="quiet">${picked.length > 0 ? `${picked.length} picked` : 'as the preset says'}</span></legend>
    ${all.map(
      (each) =>
        html`<label class="check"
          ><input type="checkbox" .checked=${picked.includes(each.track)} @change=${toggle(each.track)} />
          ${each.track}. ${plainName(wordsOf(each))}</label
        >`,
    )}
  </fieldset>`;
}


function chapters(title, pick, put) {
  const count = title.chapters.length;
  const span = (chosen) => (chosen ? chosen.split('-').map(Number) : [1, count]);
  const [from, to] = span(pick.chapters);
  const set = (place, value) =>
    put((now) => {
      const ends = span(now.chapters);
      ends[place] = value;
      const [low, high] = ends.sort((a, b) => a - b);
      return { chapters: low === 1 && high === count ? '' : `${low}-${high}` };
    });
  const select = (label, value, change) =>
    html`<label
      >${label}
      <select @change=${(e) => change(Number(e.target.value))}>
        ${title.chapters.map((each, i) => html`<option value=${i + 1} ?selected=${i + 1 === value}>${chapterWords(each, i)}</option>`)}
      </select></label
    >`;
  return html`<fieldset>
    <legend>Chapters <span class="quiet">${pick.chapters ? `${to - from + 1} of ${count}` : 'all'}</span></legend>
    ${select('from', from, (value) => set(0, value))} ${select('to', to, (value) => set(1, value))}
  </fieldset>`;
}

function chapterWords(chapter, i) {
  const { seconds } = chapter;
  const name = plainName(chapter.name);
  return `${i + 1}${name && !/^chapter \d+$/i.test(name) ? ` ${name}` : ''}${seconds > 0 ? ` (${duration(seconds)})` : ''}`;
}
