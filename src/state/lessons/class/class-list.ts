/**
 * A class's result codes: what is added to the list, and of every code that is not, where it stands and why. One seed is
 * one repetition of the scene, so a seed counts once. Pure.
 */
import { listed } from '../../format';
import {
  type CodedScene,
  type CodeReading,
  FORMAT,
  type ResultCode,
  readResultCode,
} from '../result-code';
import { findCodes } from './find-codes';
import { symbolsOf } from './symbols';

/** A code that counts. */
export interface CountedCode {
  /** As it was given. */
  readonly written: string;
  /** Where from: "line 3", or "anna.png". */
  readonly place: string;
  readonly code: ResultCode;
}

export type FindingKind =
  | 'counted'
  | 'double'
  | 'same-seed'
  | 'typo'
  | 'scene'
  | 'format'
  | 'version'
  /** A text without a code. */
  | 'nothing'
  /** A file that cannot be read. */
  | 'file';

/** What became of one code, or of a word that looks like one. */
export interface Finding {
  readonly kind: FindingKind;
  readonly place: string;
  readonly written: string;
  /** Why it does not count and what to do; empty for one that does. */
  readonly told: string;
}

export interface Added {
  readonly counted: readonly CountedCode[];
  readonly findings: readonly Finding[];
}

/**
 * Adds the codes of a text.
 * @param counted the list so far.
 * @param placeOf what a line of the text is called: "line 3", "7b.txt, line 3", "anna.png".
 * @param scene the one whose class it is. @param scenes all there are.
 */
export function addCodes(
  counted: readonly CountedCode[],
  text: string,
  placeOf: (line: number) => string,
  scene: CodedScene,
  scenes: readonly CodedScene[],
): Added {
  const list = [...counted];
  const findings = findCodes(text, scenes).map(({ written, line, reading }): Finding => {
    const place = placeOf(line);
    const told = refusal(list, written, reading, scene, scenes);
    if (told === null && 'code' in reading) list.push({ written, place, code: reading.code });
    return { kind: told?.kind ?? 'counted', place, written, told: told?.told ?? '' };
  });
  return { counted: list, findings };
}

type Refusal = Pick<Finding, 'kind' | 'told'>;

/** Why a code does not count; null where it does. */
function refusal(
  list: readonly CountedCode[],
  written: string,
  reading: CodeReading,
  scene: CodedScene,
  scenes: readonly CodedScene[],
): Refusal | null {
  if ('fault' in reading) return faultTold(reading, scenes);
  const { code } = reading;
  if (code.scene !== scene.id) {
    const title = scenes.find(({ id }) => id === code.scene)?.title ?? code.scene;
    return {
      kind: 'scene',
      told: `It is of the scene “${title}”, and this is the picture of “${scene.title}”.`,
    };
  }
  const isSame = (other: CountedCode) => textOf(other.written) === textOf(written);
  const twin = list.find(isSame);
  if (twin) return { kind: 'double', told: `The same code was counted before (${twin.place}).` };
  const other = list.find(({ code: { seed } }) => seed === code.seed);
  if (!other) return null;
  return {
    kind: 'same-seed',
    told: `The seed ${code.seed} was counted before (${other.place}), with ${difference(other.code, code)}. One seed is one repetition; the first counts.`,
  };
}

/** A code however it was written. */
const textOf = (written: string): string => (symbolsOf(written) ?? []).join(' ');

function difference(first: ResultCode, second: ResultCode): string {
  const isSame = JSON.stringify(first.values) === JSON.stringify(second.values);
  return listed([
    ...(JSON.stringify(first.guesses) === JSON.stringify(second.guesses) ? [] : ['another guess']),
    ...(isSame ? [] : ['another outcome']),
  ]);
}

function faultTold(
  fault: Exclude<CodeReading, { code: ResultCode }>,
  scenes: readonly CodedScene[],
): Refusal {
  switch (fault.fault) {
    case 'typo':
      return {
        kind: 'typo',
        told: 'It looks like a result code, but a letter is wrong, missing or too many. Ask for it again; copied is safer than typed.',
      };
    case 'format':
      return {
        kind: 'format',
        told: `It is a code of format ${fault.format}; this page reads format ${FORMAT}. Reload the page here, or there.`,
      };
    case 'scene':
      return {
        kind: 'scene',
        told: `It is of a scene “${fault.letters}”, which this page does not have.`,
      };
    case 'version': {
      const scene = scenes.find(({ id }) => id === fault.scene);
      const numbers = scene?.numbers.length ?? 0;
      return {
        kind: 'version',
        told:
          fault.count === numbers
            ? `It is of another version of the scene “${scene?.title}”, which measures other things. Reload the page here, or there.`
            : `It holds ${fault.count} numbers; the scene “${scene?.title}” has ${numbers}. It comes from another version of the page: reload it here, or there.`,
      };
    }
  }
}

/** Codes as they were kept; those that are none any more are left out. */
export function countedAgain(
  kept: readonly Pick<CountedCode, 'written' | 'place'>[],
  scene: CodedScene,
): readonly CountedCode[] {
  return kept.flatMap(({ written, place }) => {
    const reading = readResultCode(written, [scene]);
    return 'code' in reading ? [{ written, place, code: reading.code }] : [];
  });
}
