/**
 * Who speaks the digits: eSpeak NG's voice variants, each with one English accent, one rate and one pitch
 * of its own, always the same. Variants are shapes of the voice, not languages; those that are jokes
 * (Demonic, announcer) or copies of another with a different number are left out.
 */
import { randomStream } from '../../math/rng';

/** One speaker, as eSpeak NG's options name it. */
export interface Voice {
  /** Accent and variant: `en-gb+f2`. */
  readonly voice: string;
  readonly wordsPerMinute: number;
  /** 0 to 99; 50 is the variant's usual pitch. */
  readonly pitch: number;
}

const ACCENTS = [
  'en-gb',
  'en-us',
  'en-gb-scotland',
  'en-029',
  'en-gb-x-rp',
  'en-us-nyc',
  'en-gb-x-gbclan',
  'en-gb-x-gbcwmd',
] as const;

const VARIANTS =
  `m1 m2 m3 m4 m5 m6 m7 m8 f1 f2 f3 f4 f5 croak whisper whisperf klatt klatt2 klatt3 klatt4
   Alex Alicia Andrea Andy Annie Denis Diogo Gene Henrique Hugo Jacky Lee Marco Mario Michael Mike
   Nguyen Storm adam anika antonio aunty belinda benjamin boris caleb david edward grandma grandpa
   iven linda max michel miguel norbert pablo quincy steph travis`.split(/\s+/);

/** Slow enough to be words, fast enough that nearly all end within the 0.64 s that training sees. */
const WORDS_PER_MINUTE = [160, 225] as const;
const PITCH = [25, 75] as const;

/** All speakers, in the order of the file. */
export function voices(): Voice[] {
  const random = randomStream(1, 'speech', 'voices');
  return VARIANTS.map((variant, i) => ({
    voice: `${ACCENTS[i % ACCENTS.length]}+${variant}`,
    wordsPerMinute: Math.round(random.uniform(...WORDS_PER_MINUTE)),
    pitch: Math.round(random.uniform(...PITCH)),
  }));
}
