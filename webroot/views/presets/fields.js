/** HandBrake's preset files: reading what people change, and writing it back without losing the rest. */

export const ENCODERS = [
  ['x264', 'H.264 (x264)'],
  ['x264_10bit', 'H.264 10 bit (x264)'],
  ['x265', 'H.265 (x265)'],
  ['x265_10bit', 'H.265 10 bit (x265)'],
  ['x265_12bit', 'H.265 12 bit (x265)'],
  ['svt_av1', 'AV1 (SVT)'],
  ['svt_av1_10bit', 'AV1 10 bit (SVT)'],
  ['nvenc_h264', 'H.264 (NVENC)'],
  ['nvenc_h265', 'H.265 (NVENC)'],
  ['qsv_h264', 'H.264 (Quick Sync)'],
  ['qsv_h265', 'H.265 (Quick Sync)'],
  ['VP9', 'VP9'],
  ['mpeg4', 'MPEG-4'],
];
export const FORMATS = [['av_mp4', 'MP4'], ['av_mkv', 'Matroska (MKV)'], ['av_webm', 'WebM']];
export const SPEEDS = ['ultrafast', 'superfast', 'veryfast', 'faster', 'fast', 'medium', 'slow', 'slower', 'veryslow', 'placebo'];
export const RATES = ['auto', '5', '10', '12', '15', '20', '23.976', '24', '25', '29.97', '30', '48', '50', '59.94', '60', '72', '75', '90', '100', '120'];
export const AUDIO_ENCODERS = [
  ['copy', 'as it is'],
  ['av_aac', 'AAC'],
  ['ac3', 'Dolby Digital (AC-3)'],
  ['eac3', 'Dolby Digital Plus'],
  ['opus', 'Opus'],
  ['mp3', 'MP3'],
  ['flac16', 'FLAC'],
  ['vorbis', 'Vorbis'],
];
export const MIXDOWNS = [['mono', 'mono'], ['stereo', 'stereo'], ['dpl2', 'Dolby Pro Logic II'], ['5point1', '5.1'], ['7point1', '7.1']];
export const SELECTIONS = [['none', 'none'], ['first', 'the first that fits'], ['all', 'all that fit']];
export const BURNS = [['none', 'none'], ['foreign', 'what is spoken in a foreign language'], ['first', 'the first'], ['foreign_first', 'foreign, else the first']];

const OLD_FORMATS = { mp4: 'av_mp4', mkv: 'av_mkv', m4v: 'av_mp4', webm: 'av_webm' };

/** Every preset of a file in any of HandBrake's versions, folders left aside. */
export function presetsIn(file) {
  const list = Array.isArray(file) ? file : (file?.PresetList ?? (file?.PresetName ? [file] : []));
  return list.flatMap((each) => (each.ChildrenArray?.length > 0 || each.Folder === true ? presetsIn(each.ChildrenArray ?? []) : [each]));
}

/** The preset of that name in what the farm answered: the text, the file, or the preset itself. */
export function presetOf(answer, name) {
  const file = fileOf(answer);
  const all = presetsIn(file);
  return all.find((each) => each.PresetName === name) ?? all[0] ?? null;
}

/** The whole file, so that its version numbers stay. */
export function fileOf(answer) {
  const inner = answer?.json ?? answer?.presetJson ?? answer;
  return typeof inner === 'string' ? JSON.parse(inner) : inner;
}

/** The fields that people change. */
export function fieldsOf(preset) {
  const format = String(preset.FileFormat ?? 'av_mp4');
  return {
    name: preset.PresetName ?? '',
    description: preset.PresetDescription ?? '',
    format: FORMATS.some(([value]) => value === format) ? format : (OLD_FORMATS[format.toLowerCase()] ?? 'av_mp4'),
    encoder: preset.VideoEncoder ?? 'x264',
    byQuality: Number(preset.VideoQualityType ?? 2) === 2,
    quality: Number(preset.VideoQualitySlider ?? 22),
    bitrate: Number(preset.VideoAvgBitrate ?? 6000),
    speed: preset.VideoPreset ?? '',
    width: Number(preset.PictureWidth ?? 0),
    height: Number(preset.PictureHeight ?? 0),
    rate: String(preset.VideoFramerate ?? 'auto'),
    audio: preset.AudioTrackSelectionBehavior ?? 'first',
    audioLanguages: languages(preset.AudioLanguageList),
    tracks: (preset.AudioList ?? []).map((track) => ({
      encoder: encoderOf(track.AudioEncoder),
      bitrate: Number(track.AudioBitrate ?? 160),
      mixdown: track.AudioMixdown ?? 'stereo',
      before: track,
    })),
    subtitles: preset.SubtitleTrackSelectionBehavior ?? 'none',
    subtitleLanguages: languages(preset.SubtitleLanguageList),
    burn: preset.SubtitleBurnBehavior ?? 'none',
    chapters: Boolean(Number(preset.ChapterMarkers ?? 1)),
    optimize: Boolean(Number(preset.Optimize ?? preset.Mp4HttpOptimize ?? 0)),
  };
}

const encoderOf = (encoder) => (String(encoder ?? '').startsWith('copy') ? 'copy' : (encoder ?? 'av_aac'));
const languages = (list) => (list ?? []).filter((each) => each !== 'any').join(', ');
const listed = (text) => text.split(/[\s,;]+/).filter(Boolean);

/** The preset with these fields; everything else stays as HandBrake wrote it. */
export function withFields(preset, fields) {
  return {
    ...preset,
    PresetName: fields.name.trim(),
    PresetDescription: fields.description.trim(),
    FileFormat: fields.format,
    VideoEncoder: fields.encoder,
    VideoQualityType: fields.byQuality ? 2 : 1,
    VideoQualitySlider: fields.quality,
    VideoAvgBitrate: fields.bitrate,
    ...(fields.speed ? { VideoPreset: fields.speed } : {}),
    PictureWidth: fields.width,
    PictureHeight: fields.height,
    VideoFramerate: fields.rate,
    AudioTrackSelectionBehavior: fields.audio,
    AudioLanguageList: listed(fields.audioLanguages),
    AudioList: fields.tracks.map(trackOf),
    SubtitleTrackSelectionBehavior: fields.subtitles,
    SubtitleLanguageList: listed(fields.subtitleLanguages),
    SubtitleBurnBehavior: fields.burn,
    ChapterMarkers: fields.chapters,
    Mp4HttpOptimize: fields.optimize,
    ...('Optimize' in preset ? { Optimize: fields.optimize } : {}),
    Default: false,
    Type: 1,
  };
}

/** A track that was copied in its own way stays as it was, unless its encoder was changed. */
function trackOf({ encoder, bitrate, mixdown, before = NEW_TRACK }) {
  const same = encoderOf(before.AudioEncoder) === encoder;
  return {
    ...before,
    AudioEncoder: same ? (before.AudioEncoder ?? encoder) : encoder,
    AudioBitrate: bitrate,
    AudioMixdown: mixdown,
  };
}

const NEW_TRACK = {
  AudioCompressionLevel: -1,
  AudioDitherMethod: 'auto',
  AudioNormalizeMixLevel: false,
  AudioSamplerate: 'auto',
  AudioTrackDRCSlider: 0,
  AudioTrackGainSlider: 0,
  AudioTrackQuality: -1,
  AudioTrackQualityEnable: false,
};

/** A preset file of this preset alone, in the version of the file that it came from. */
export function fileWith(file, preset) {
  const { VersionMajor, VersionMinor, VersionMicro } = Array.isArray(file) ? {} : (file ?? {});
  const version = VersionMajor === undefined ? {} : { VersionMajor, VersionMinor, VersionMicro };
  return { PresetList: [{ ...preset, ChildrenArray: [], Folder: false }], ...version };
}

/** What a preset does, in one line. */
export function summary(fields) {
  const sound = { none: 'no sound', first: 'the first audio track', all: 'all audio tracks' }[fields.audio] ?? 'audio';
  const words = { none: 'no subtitles', first: 'the first subtitle', all: 'all subtitles' }[fields.subtitles] ?? 'subtitles';
  const encoder = ENCODERS.find(([value]) => value === fields.encoder)?.[1] ?? fields.encoder;
  return [
    FORMATS.find(([value]) => value === fields.format)?.[1],
    `${encoder}, ${fields.byQuality ? `quality ${fields.quality}` : `${fields.bitrate} kbit/s`}`,
    fields.width > 0 && fields.height > 0 ? `at most ${fields.width} × ${fields.height}` : 'as large as the film',
    sound,
    words,
  ].join('; ');
}
