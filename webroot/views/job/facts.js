/** What is in a film, in words: one line for each stream. */

import { bytes, duration } from '../../words.js';

const RATES = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s'];

/** "4.21 Mbit/s"; empty when unknown. */
export function bitrate(bits) {
  if (!(bits > 0)) return '';
  const step = Math.min(RATES.length - 1, Math.floor(Math.log10(bits) / 3));
  const value = bits / 1000 ** step;
  return `${value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)} ${RATES[step]}`;
}

/** [name, value] of the film as a whole. */
export function film(facts) {
  return [
    ['Size', facts.bytes > 0 ? bytes(facts.bytes) : ''],
    ['Plays', facts.seconds > 0 ? duration(facts.seconds) : ''],
    ['Rate', bitrate(facts.bitrate)],
    ['Container', facts.container ?? ''],
    ['Chapters', facts.chapters > 0 ? String(facts.chapters) : ''],
  ].filter(([, value]) => value);
}

/** {kind, words} of each stream, pictures first. */
export function streams(facts) {
  const order = { video: 0, audio: 1, subtitle: 2 };
  return (facts.streams ?? [])
    .map((each) => ({ kind: kindOf(each), words: wordsOf(each) }))
    .sort((a, b) => (order[a.kind] ?? 3) - (order[b.kind] ?? 3));
}

const kindOf = (stream) => String(stream.kind ?? '').toLowerCase();

function wordsOf(stream) {
  return [
    stream.codec,
    stream.profile,
    stream.width > 0 ? `${stream.width} × ${stream.height}` : '',
    stream.fps > 0 ? `${Number(stream.fps.toFixed(2))} fps` : '',
    stream.hdr,
    stream.channels > 0 ? channels(stream.channels) : '',
    stream.language && stream.language !== 'und' ? stream.language : '',
    stream.title,
    bitrate(stream.bitrate),
    stream.forced ? 'forced' : '',
    stream.standard ? 'default' : '',
  ]
    .filter(Boolean)
    .join(', ');
}

const channels = (count) => ({ 1: 'mono', 2: 'stereo', 6: '5.1', 8: '7.1' })[count] ?? `${count} channels`;
