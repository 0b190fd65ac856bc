/** What a scan found, in words: "German, AC-3, 5.1, Director's comments". */

const LAYOUTS = { 1: 'mono', 2: 'stereo', 6: '5.1', 8: '7.1' };
const CODECS = {
  aac: 'AAC',
  ac3: 'AC-3',
  eac3: 'E-AC-3',
  dts: 'DTS',
  dtshd: 'DTS-HD',
  truehd: 'TrueHD',
  flac: 'FLAC',
  mp2: 'MP2',
  mp3: 'MP3',
  opus: 'Opus',
  vorbis: 'Vorbis',
  'utf-8': 'text',
  subrip: 'text',
  srt: 'text',
  mov_text: 'text',
  hdmv_pgs_subtitle: 'PGS',
  dvd_subtitle: 'VOBSUB',
};
const LANGUAGES = new Intl.DisplayNames(['en'], { type: 'language' });

/** "German" for deu. */
function language(code) {
  if (!code || code === 'und') return 'unknown language';
  try {
    return LANGUAGES.of(code);
  } catch {
    return code;
  }
}

const codec = (name) => CODECS[String(name ?? '').toLowerCase()] ?? name;

const layout = (channels) => LAYOUTS[channels] ?? (channels > 0 ? `${channels} channels` : '');

/** Nothing is said twice. */
function joined(words) {
  const said = new Set();
  const fresh = (word) => {
    const key = String(word ?? '').toLowerCase();
    if (!key || said.has(key)) return false;
    said.add(key);
    return true;
  };
  return words.filter(fresh).join(', ');
}

export const audioWords = (track) =>
  joined([language(track.language), codec(track.codec), layout(track.channels), track.name]);

export const subtitleWords = (track) => joined([language(track.language), codec(track.codec), track.name]);
