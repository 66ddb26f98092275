/**
 * Makes the spoken digits in public/data/, with eSpeak NG. Run by hand, on Debian, when the voices or
 * the format change:
 *
 *   apt-get install espeak-ng opus-tools
 *   npx tsx src/tools/make-speech.mjs
 *
 * - spoken-digits.json: who speaks, the licence, and where in which sound file each word is.
 * - spoken-digits.bin: the log-mel spectrogram of each word (as of imported sounds: log-mel.ts), one byte a
 *   number; voice by voice, zero to nine.
 * - speech/NN.ogg: the ten words of one voice one after the other, Opus, for listening only.
 *
 * The same versions of both programs write the same files, byte for byte. The format is described in
 * src/data/builtin/speech-asset.ts, which reads it.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { logMel, SPEECH } from '../data/import/media/log-mel.ts';
import { resample } from '../data/import/media/resample.ts';
import { readWav } from '../data/import/media/wav.ts';
import { voices } from './speech/voices.ts';
import { toPcm16, trimAndNormalise } from './speech/word.ts';

const FORMAT = 1;
const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const SAMPLE_RATE_HZ = SPEECH.sampleRateHz;
/** Silence after each word in the sound files, so that a late stop plays nothing of the next. */
const GAP_S = 0.15;
const KBIT_PER_SECOND = 14;

const outDir = fileURLToPath(new URL('../../public/data/', import.meta.url));
const speechDir = join(outDir, 'speech');

/** One word, spoken, at the lab's sample rate. */
function speak({ voice, wordsPerMinute, pitch }, word) {
  const options = [
    '-v',
    voice,
    '-s',
    String(wordsPerMinute),
    '-p',
    String(pitch),
    '--stdout',
    word,
  ];
  const { channels, sampleRateHz } = readWav(
    execFileSync('espeak-ng', options, { maxBuffer: 2 ** 24 }),
    word,
  );
  const sound = resample(channels[0], sampleRateHz, SAMPLE_RATE_HZ, Number.POSITIVE_INFINITY);
  return trimAndNormalise(sound, SAMPLE_RATE_HZ);
}

/** Words one after the other, as Ogg Opus; without date, padding or a random serial number. */
function encode(words, serial) {
  const gap = Math.round(GAP_S * SAMPLE_RATE_HZ);
  const all = new Float32Array(words.reduce((sum, word) => sum + word.length + gap, 0));
  const starts = [];
  let at = 0;
  for (const word of words) {
    starts.push(at);
    // headroom: the encoder may overshoot a full-scale peak
    all.set(
      word.map((value) => 0.8 * value),
      at,
    );
    at += word.length + gap;
  }
  const raw = [
    '--raw',
    '--raw-bits',
    '16',
    '--raw-rate',
    String(SAMPLE_RATE_HZ),
    '--raw-chan',
    '1',
  ];
  const small = ['--speech', '--bitrate', String(KBIT_PER_SECOND), '--padding', '0'];
  const ogg = execFileSync(
    'opusenc',
    ['--quiet', ...raw, ...small, '--serial', String(serial), '-', '-'],
    { input: toPcm16(all), stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 2 ** 24 },
  );
  return { ogg, starts };
}

const round = (seconds) => Math.round(seconds * 1e4) / 1e4;
const seconds = (samples) => round(samples / SAMPLE_RATE_HZ);

const version = /\d+\.\d+(\.\d+)?/.exec(
  execFileSync('espeak-ng', ['--version'], { encoding: 'utf8' }),
);
rmSync(speechDir, { recursive: true, force: true });
mkdirSync(speechDir, { recursive: true });

const pictures = [];
const spoken = voices().map((voice, i) => {
  const words = WORDS.map((word) => speak(voice, word));
  for (const word of words) {
    pictures.push(logMel({ channels: [word], sampleRateHz: SAMPLE_RATE_HZ }));
  }
  const { ogg, starts } = encode(words, i + 1);
  const file = `speech/${String(i + 1).padStart(2, '0')}.ogg`;
  writeFileSync(join(outDir, file), ogg);
  return {
    ...voice,
    file: `data/${file}`,
    startsS: starts.map(seconds),
    durationsS: words.map((word) => seconds(word.length)),
  };
});

const distinct = new Set(pictures.map((picture) => picture.join()));
if (distinct.size !== pictures.length) throw new Error('two recordings are the same');

const numbers = pictures.flatMap((picture) => [...picture]);
const lowest = Math.floor(Math.min(...chunkwise(Math.min, numbers)) * 100) / 100;
const highest = Math.ceil(Math.max(...chunkwise(Math.max, numbers)) * 100) / 100;
const step = (highest - lowest) / 255;
writeFileSync(
  join(outDir, 'spoken-digits.bin'),
  Uint8Array.from(numbers, (value) => Math.round((value - lowest) / step)),
);
writeFileSync(
  join(outDir, 'spoken-digits.json'),
  `${JSON.stringify({
    format: FORMAT,
    origin: `Speech synthesised by eSpeak NG ${version?.[0]}: ${spoken.length} voices, each with its own accent, rate and pitch, say zero to nine`,
    licence: 'MIT, as the lab; synthesised with eSpeak NG (GPL 3.0 or later)',
    classes: WORDS.map((_, digit) => String(digit)),
    shape: [SPEECH.bands, SPEECH.frames, 1],
    lowest,
    highest,
    voices: spoken,
  })}\n`,
);
const longest = SPEECH.samples / SAMPLE_RATE_HZ;
const cut = spoken.flatMap((voice) => voice.durationsS).filter((length) => length > longest);
console.log(
  `${pictures.length} recordings; ${cut.length} are longer than ${longest} s, and their ends are not trained on`,
);

/** Extremes of a list too long to be spread into one call. */
function chunkwise(extreme, list) {
  return Array.from({ length: Math.ceil(list.length / 1024) }, (_, i) =>
    extreme(...list.slice(i * 1024, (i + 1) * 1024)),
  );
}
