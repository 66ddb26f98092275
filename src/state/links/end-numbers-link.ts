/**
 * End numbers in a link: `#s=SETTINGS&n=NUMBERS`, so that whoever opens it can train the race and be told whether the
 * numbers come out again. Whatever stands there is untrusted: its length is limited before it is parsed, its shape
 * checked, and a check over settings and numbers finds what was cut off or mistyped. That check keeps nobody from
 * writing a link with other numbers; training does. Fetched when a link is made, or carries numbers. Pure.
 */
import * as v from 'valibot';
import { hash } from '../../math/rng';
import { MOST_MODALITIES } from '../../protocol/data-set';
import { REFERENCE_RUN } from '../../protocol/default-race';
import { type Failure, LabError } from '../../protocol/failure';
import { keyOf } from '../../protocol/same-settings';
import type { Settings } from '../../protocol/settings';
import { MOST_RUNS } from '../../protocol/settings-bounds';
import type { Accuracy } from '../../protocol/units';
import { writeFragment } from '../address-codec';
import { fragmentPart } from '../fragment-part';
import type { RaceRecord } from '../race-record';
import { backendsOf } from '../stretches';

const FORMAT = 1;
/** Far more than the numbers of the largest race take. */
const MOST_LETTERS = 40_000;

const share = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const numbers = v.strictObject({
  fusion: v.nullable(share),
  unimodal: v.pipe(
    v.record(name, share),
    v.check((each) => Object.keys(each).length <= MOST_MODALITIES),
  ),
});
const schema = v.strictObject({
  format: v.literal(FORMAT),
  backend: name,
  runs: v.pipe(
    v.record(name, numbers),
    v.check((each) => {
      const count = Object.keys(each).length;
      return count > 0 && count <= MOST_RUNS;
    }),
  ),
  check: v.pipe(v.string(), v.maxLength(8)),
});

/** End numbers as a link says they were. */
export interface ClaimedNumbers {
  /** The back end that made them, as runs name theirs; several with commas between them. */
  readonly backend: string;
  readonly runs: Readonly<
    Record<
      string,
      {
        readonly fusion: Accuracy | null;
        readonly unimodal: Readonly<Record<string, Accuracy>>;
      }
    >
  >;
}

/** A run with its end, of the present race or of the shelf. */
export interface EndedRun {
  readonly name: string;
  readonly backend: string;
  readonly fusion: Accuracy | null;
  readonly unimodal: Readonly<Record<string, Accuracy>>;
}

/** The runs of a record that came to their end. */
export const endedRuns = (record: RaceRecord): readonly EndedRun[] =>
  record.flatMap((run) => {
    const { name, end } = run;
    if (!end) return [];
    const { fusion, unimodal } = end.accuracy;
    return [{ name, backend: backendsOf(run), fusion, unimodal }];
  });

class LinkError extends LabError {}

const checkOf = (settings: string, { backend, runs }: ClaimedNumbers): string =>
  (hash(`${settings}\n${keyOf([FORMAT, backend, runs])}`) >>> 0).toString(16);

/** The fragment of these settings; of the default experiment too, which needs none by itself. */
function settingsPart(settings: Settings): string {
  const fragment = writeFragment(settings);
  return fragment === '' ? `#s=${encodeURIComponent('{}')}` : fragment;
}

/** The fragment that opens this experiment and carries the end numbers of those of its runs that have ended. */
export function writeLink(settings: Settings, ended: readonly EndedRun[]): string {
  const part = settingsPart(settings);
  const racing = ended.filter((run) => run.name !== REFERENCE_RUN);
  const [first] = racing;
  if (!first) return part;
  const claimed: ClaimedNumbers = {
    backend: first.backend,
    runs: Object.fromEntries(
      racing.map((run) => [run.name, { fusion: run.fusion, unimodal: run.unimodal }]),
    ),
  };
  const check = checkOf(fragmentPart(part, 's') ?? '', claimed);
  return `${part}&n=${encodeURIComponent(JSON.stringify({ format: FORMAT, ...claimed, check }))}`;
}

export interface LinkReading {
  /** Null where the link carries none that can be used. */
  readonly claimed: ClaimedNumbers | null;
  readonly failed: Failure | null;
}

const CANNOT = {
  hint: 'The experiment is opened all the same. Ask for the link again to compare its numbers.',
} as const;

/** The end numbers of a fragment; why they cannot be used, where they cannot. */
export function readLink(fragment: string): LinkReading {
  const written = fragmentPart(fragment, 'n');
  if (written === null) return { claimed: null, failed: null };
  try {
    return { claimed: claimedIn(written, fragmentPart(fragment, 's') ?? ''), failed: null };
  } catch (error) {
    const reason = error instanceof LinkError ? error.message : UNREADABLE;
    return {
      claimed: null,
      failed: { code: 'link-numbers', message: reason, hint: CANNOT.hint },
    };
  }
}

const UNREADABLE =
  'This link carries end numbers that cannot be read: part of the address may be missing.';

function claimedIn(written: string, settings: string): ClaimedNumbers {
  if (written.length > MOST_LETTERS) {
    throw new LinkError(
      'link-numbers',
      `This link carries ${written.length.toLocaleString('en-US')} letters of end numbers; ${MOST_LETTERS.toLocaleString('en-US')} are read at most.`,
      CANNOT.hint,
    );
  }
  const { check, ...claimed } = v.parse(schema, JSON.parse(written));
  if (check === checkOf(settings, claimed)) return claimed;
  throw new LinkError(
    'link-numbers',
    'The end numbers in this link do not belong to the rest of it: they, or the settings, were changed after it was made. They are not compared.',
    CANNOT.hint,
  );
}
