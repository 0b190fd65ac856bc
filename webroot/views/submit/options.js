/** What people change about a preset for one job: as HandBrake's options, and what it does in words. */

/** Nothing changed: everything as the preset says. */
export const AS_PRESET = Object.freeze({
  quality: '',
  size: '',
  audio: '',
  audioLanguages: '',
  audioCodec: '',
  subtitles: '',
  subtitleLanguages: '',
  burn: '',
  container: '',
  more: '',
});

export const SIZES = [
  ['4320', 'no limit', 7680],
  ['2160', '2160p (4K)', 3840],
  ['1440', '1440p', 2560],
  ['1080', '1080p', 1920],
  ['720', '720p', 1280],
  ['576', '576p', 1024],
  ['480', '480p', 854],
];
export const AUDIO = [['all', 'all tracks'], ['first', 'the first track'], ['none', 'no sound']];
export const AUDIO_CODECS = [
  ['copy', 'as they are, no loss'],
  ['av_aac', 'AAC'],
  ['ac3', 'Dolby Digital (AC-3)'],
  ['opus', 'Opus'],
  ['flac16', 'FLAC, no loss'],
];
export const SUBTITLES = [
  ['all', 'all tracks'],
  ['first', 'the first track'],
  ['scan', 'what is spoken in a foreign language'],
  ['none', 'none'],
];
export const CONTAINERS = [['MP4', 'MP4'], ['MKV', 'Matroska (MKV)'], ['WEBM', 'WebM']];
const EXTENSIONS = { MP4: 'mp4', MKV: 'mkv', WEBM: 'webm' };
/** Six steps of these encoders' quality are about twice the size. */
const DOUBLING = /^(x264|x265|nvenc_h26|qsv_h26|vce_h26)/;

export const extensionOf = (container) => EXTENSIONS[container] ?? 'mp4';

/** The preset's own container, as jobs name it. */
export function containerOf(preset) {
  const format = String(preset?.FileFormat ?? '');
  if (/mkv/i.test(format)) return 'MKV';
  return /webm/i.test(format) ? 'WEBM' : 'MP4';
}

/** Words for HandBrake; tracks picked of a source go before what holds for all. */
export function optionsOf(adjusted, picked = null) {
  const words = [];
  if (adjusted.quality !== '') words.push('--quality', String(adjusted.quality));
  const size = SIZES.find(([height]) => height === adjusted.size);
  if (size) words.push('--maxWidth', String(size[2]), '--maxHeight', size[0]);
  if (picked?.title) words.push('--title', String(picked.title));
  if (picked?.chapters) words.push('--chapters', picked.chapters);
  words.push(...audio(adjusted, picked?.audio ?? []), ...subtitles(adjusted, picked?.subtitles ?? []));
  return [...words, ...wordsOf(adjusted.more)];
}

function audio(adjusted, tracks) {
  if (tracks.length > 0) return ['--audio', tracks.join(','), ...codec(adjusted)];
  if (adjusted.audio === 'none') return ['--audio', 'none'];
  const words = adjusted.audioLanguages ? ['--audio-lang-list', list(adjusted.audioLanguages)] : [];
  if (adjusted.audio === 'all') words.push('--all-audio');
  if (adjusted.audio === 'first') words.push('--first-audio');
  return [...words, ...codec(adjusted)];
}

const codec = ({ audioCodec }) => {
  if (audioCodec === '') return [];
  return audioCodec === 'copy' ? ['--aencoder', 'copy', '--audio-fallback', 'av_aac'] : ['--aencoder', audioCodec];
};

function subtitles(adjusted, tracks) {
  const burn = { no: ['--subtitle-burned=none'], first: ['--subtitle-burned=1'] }[adjusted.burn] ?? [];
  if (tracks.length > 0) return ['--subtitle', tracks.join(','), ...burn];
  if (adjusted.subtitles === 'none') return ['--subtitle', 'none'];
  if (adjusted.subtitles === 'scan') return ['--subtitle', 'scan', ...burn];
  const words = adjusted.subtitleLanguages ? ['--subtitle-lang-list', list(adjusted.subtitleLanguages)] : [];
  if (adjusted.subtitles === 'all') words.push('--all-subtitles');
  if (adjusted.subtitles === 'first') words.push('--first-subtitle');
  return [...words, ...burn];
}

const list = (languages) => languages.split(/[\s,;]+/).filter(Boolean).join(',');

/** Splits as a shell does, quotes included; what is open at the end is closed there. */
export function wordsOf(text) {
  const words = [];
  for (const [, double, single, plain] of String(text).matchAll(/"((?:\\.|[^"\\])*)"?|'([^']*)'?|(\S+)/g)) {
    words.push(double !== undefined ? double.replace(/\\(.)/g, '$1') : (single ?? plain));
  }
  return words;
}

/** What the changes do, one line each; preset is HandBrake's JSON of it, or null when not known. */
export function effects(adjusted, preset) {
  return [
    quality(adjusted, preset),
    size(adjusted, preset),
    adjusted.audio === 'none' ? 'The result is silent.' : '',
    adjusted.audioCodec === 'copy' ? 'Sound is taken over as it is where the container holds it.' : '',
    adjusted.audio === 'all' ? 'Every audio track comes along, which makes the result larger.' : '',
    adjusted.subtitles === 'none' ? 'Subtitles are dropped.' : '',
    adjusted.burn === 'first' ? 'The first subtitle becomes part of the picture for good.' : '',
    container(adjusted, preset),
  ].filter(Boolean);
}

function quality({ quality: wanted }, preset) {
  if (wanted === '') return '';
  const usual = Number(preset?.VideoQualitySlider);
  if (!preset || preset.VideoQualityType !== 2 || !(usual > 0)) return `Constant quality ${wanted}.`;
  const steps = usual - Number(wanted);
  if (steps === 0) return `Quality ${wanted} is what the preset has.`;
  const better = steps > 0 ? 'finer' : 'coarser';
  if (!DOUBLING.test(preset.VideoEncoder ?? '')) return `Quality ${wanted} instead of ${usual}: ${better}.`;
  const factor = 2 ** (steps / 6);
  return `Quality ${wanted} instead of ${usual}: ${better}, about ${factor.toFixed(factor < 10 ? 2 : 0)} times the size.`;
}

function size({ size: wanted }, preset) {
  if (wanted === '') return '';
  const words = SIZES.find(([height]) => height === wanted)[1];
  const usual = Number(preset?.PictureHeight);
  if (!(usual > 0)) return `Pictures: ${words} at most; smaller films stay as they are.`;
  const area = (Number(wanted) / usual) ** 2;
  if (area === 1) return `${usual}p is what the preset has.`;
  return area < 1
    ? `${words} instead of ${usual}p: ${Math.round(100 * area)} % of the pixels, smaller and faster.`
    : `${words} instead of ${usual}p: larger films keep more of their pixels, and take longer.`;
}

function container({ container: wanted, subtitles: tracks }, preset) {
  const used = wanted || (preset ? containerOf(preset) : '');
  if (used === 'MP4' && tracks === 'all') return 'MP4 cannot hold picture subtitles of discs but burned in: choose MKV to keep them.';
  if (wanted === '' || (preset && wanted === containerOf(preset))) return '';
  return `The result is a .${extensionOf(wanted)} file.`;
}
