/** What was chosen, as jobs; and the name proposed for each result. */

import { moreOf } from './more.js';
import { extensionOf, optionsOf } from './options.js';

/** A source that people chose. */
export function sourceOf({ staging, path, name, bytes = 0, folder = false, uploaded = false }) {
  return {
    key: `${staging}:${path}`,
    staging,
    path,
    name: name ?? path.split('/').pop(),
    bytes,
    folder,
    uploaded,
    /** What people typed instead of the proposal. */
    output: '',
    /** null, 'asking', or what the scan found. */
    scan: null,
    trouble: '',
    open: false,
    /** Picked titles by their numbers: {chapters, audio, subtitles}. */
    picks: new Map(),
    refusal: '',
  };
}

/** One job each, or one for each title picked: {source, spec}. */
export function planOf(sources, choice) {
  const taken = new Set(sources.map((source) => source.path));
  return sources.flatMap((source) => {
    const picks = picksOf(source);
    return picks.map((pick) => {
      const output = outputOf(source, pick, picks.length > 1, choice, taken);
      if (output) taken.add(output);
      return { source, spec: specOf(source, pick, output, choice) };
    });
  });
}

/** Nothing picked is whatever HandBrake and the preset take. */
function picksOf(source) {
  const many = (source.scan?.titles?.length ?? 0) > 1;
  const picks = [...source.picks].map(([number, pick]) => ({ ...pick, title: many ? number : null, number }));
  return picks.length > 0 ? picks.sort((a, b) => a.number - b.number) : [{ title: null }];
}

function outputOf(source, pick, several, choice, taken) {
  if (choice.replace) return null;
  const extension = extensionOf(choice.container);
  if (source.output && !several) return source.output;
  const folder = trimmed(choice.folder) || folderOf(source);
  const stem = source.folder ? source.name : source.name.replace(/\.[^.]{1,5}$/, '');
  const named = several ? `${stem} - title ${pick.title}` : stem;
  const free = (name) => !taken.has(`${folder}/${name}.${extension}`);
  if (free(named)) return `${folder}/${named}.${extension}`;
  const other = `${named} - ${choice.preset.replaceAll('/', '-')}`;
  let name = other;
  for (let n = 2; !free(name); n += 1) name = `${other} ${n}`;
  return `${folder}/${name}.${extension}`;
}

const folderOf = (source) => source.proposedFolder ?? source.path.slice(0, source.path.lastIndexOf('/'));
const trimmed = (folder) => (folder ?? '').trim().replace(/(.)\/+$/, '$1');

function specOf(source, pick, output, choice) {
  const spec = {
    input: source.path,
    preset: choice.preset,
    container: choice.container,
    options: optionsOf(choice.adjusted, pick),
    priority: choice.priority,
    pool: choice.pool.trim(),
    notBeforeMillis: choice.notBefore ? Date.parse(choice.notBefore) || 0 : 0,
    description: choice.description.trim(),
    suspended: choice.suspended,
    overwrite: choice.overwrite && !choice.replace,
    staging: source.staging,
    replaceSource: choice.replace,
    ...moreOf(choice),
  };
  return output ? { ...spec, output } : spec;
}
