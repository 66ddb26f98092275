/**
 * Whether what has no partner is a sample that lacks a modality, or names do not agree. Imports this room only.
 */
import { listNames, plainName } from '../import-error';
import type { Question } from './meaning';

/** A sample as far as it was put together. */
export interface Assembled {
  /** Whether it has each modality. */
  readonly has: readonly boolean[];
  /** What it is called. */
  readonly called: string;
}

/** Where more than that share of the samples lacks a part, on several sides, their names may not agree. */
const FEW_LACKING = 0.1;

/**
 * What has no partner on one side is a sample that lacks the others; on several, they may be partners under other names.
 * @param names of the modalities.
 * @param part what they lack: `a file of the same name`.
 */
export function askIncomplete(
  all: readonly Assembled[],
  names: readonly string[],
  part: string,
): Question[] {
  const lacking = all.filter(({ has }) => has.includes(false));
  const lone = all.filter(({ has }) => has.filter(Boolean).length === 1);
  const loneSides = names.filter((_, side) => lone.some(({ has }) => has[side]));
  const sides = names.filter((_, side) => lacking.some(({ has }) => !has[side]));
  if (loneSides.length < 2 || lone.length <= all.length * FEW_LACKING) return [];
  const complete = all.length - lacking.length;
  const shown = (some: readonly Assembled[]) =>
    some.slice(0, 2).map(({ called }) => plainName(called));
  return [
    {
      ask: `${lacking.length} of ${all.length} samples lack ${part} in ${listNames(sides.map((name) => `"${plainName(name)}"`))}. Are they samples?`,
      options: [
        {
          text: `Yes, they lack a modality: all ${all.length} are used`,
          samples: shown(lacking),
          choices: { incomplete: 'keep' },
        },
        {
          text: `No, only the ${complete} complete ones are used`,
          samples: shown(all.filter((each) => !lacking.includes(each))),
          choices: { incomplete: 'leave-out' },
        },
      ],
    },
  ];
}
