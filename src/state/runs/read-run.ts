/**
 * A run from a file or from this browser's storage, as far as it can be read: epochs and snapshots one by one, so that
 * a bad one costs no other. Says in words what was lost. Pure, but for what it is given to read, which it changes.
 */
import * as v from 'valibot';
import { placeDeeperThan } from '../../protocol/depth';
import { epochRecord } from '../../protocol/epoch-record';
import { show, shownPath, toFailure } from '../../protocol/failure';
import { RUN_FORMAT } from '../../protocol/run-format';
import { methodIdOf, parseSettings, type SettingsInput } from '../../protocol/settings';
import { NO_ANSWER } from '../../protocol/snapshot';
import { aboutFrom } from './about-run';
import { vectorsForUnknownKinds } from './known-kinds';
import { renameFormat1 } from './names-of-format-1';
import type { PackedSnapshot, PackedSnapshots } from './pack-snapshots';
import { logisticOfFormat2 } from './probes-of-format-2';
import { eachEpoch, type Fitting } from './read-epochs';
import { repaired } from './repair';
import {
  MOST,
  snapshotFrameSchema,
  snapshotSchema,
  stageSchema,
  storedRunSchema,
} from './run-file-schema';
import { READABLE_FORMATS, type WholeRun } from './stored-run';

/** A run with one sentence for everything that is blank or missing in it, or why there is none: "settings: ...". */
export type ReadRun =
  | { readonly run: WholeRun; readonly repairs: readonly string[] }
  | { readonly refusal: string };

/** Three times as deep as any record is; what reads them calls itself for each part. */
const DEEPEST = 32;

type Loose = Readonly<Record<string, unknown>>;

const asRecord = (value: unknown): Loose =>
  typeof value === 'object' && value !== null ? (value as Loose) : {};

const asList = (value: unknown, most: number): readonly unknown[] =>
  Array.isArray(value) ? value.slice(0, most) : [];

/** "epoch 3", "epochs 3, 4 and 7", "12 epochs". */
function epochsText(epochs: readonly number[]): string {
  if (epochs.length === 1) return `epoch ${epochs[0]}`;
  if (epochs.length > 4) return `${epochs.length} epochs`;
  return `epochs ${epochs.slice(0, -1).join(', ')} and ${epochs.at(-1)}`;
}

/** Sentences about what was lost of a run's epochs or snapshots. */
function tellLost(
  label: string,
  what: string,
  { blank, leftOut }: Pick<Fitting<unknown>, 'blank' | 'leftOut'>,
): string[] {
  const blanks = [...blank].map(
    ([path, epochs]) =>
      `${label}: ${path} could not be read in the ${what} of ${epochsText(epochs)}.`,
  );
  if (leftOut === 0) return blanks;
  const gone =
    leftOut === 1
      ? `1 ${what} could not be read and was left out`
      : `${leftOut} ${what}s could not be read and were left out`;
  return [...blanks, `${label}: ${gone}.`];
}

/** Why the arrays of a snapshot cannot belong to these samples; null where they do. */
function snapshotMisfit(
  { logits, predictions, probes, features, trained }: PackedSnapshot,
  rows: number,
  classes: number,
): string | null {
  for (const [head, values] of Object.entries(logits)) {
    if (values.length !== rows * classes) return `logits.${head} has too few or too many logits`;
  }
  for (const [head, values] of Object.entries(predictions)) {
    if (values.length !== rows || !areClasses(values, classes)) {
      return `predictions.${head} has predictions that do not fit its samples`;
    }
  }
  for (const [modality, values] of Object.entries(probes ?? {})) {
    if (values.length !== rows || !areClasses(values, classes)) {
      return `probes.${modality} has answers that do not fit its samples`;
    }
  }
  for (const [modality, { values }] of Object.entries(features)) {
    if (values.length > rows * 4096) return `features.${modality} has too many features`;
  }
  for (const [modality, times] of Object.entries(trained?.times ?? {})) {
    if (times.length !== trained?.rows.length) {
      return `trained.${modality} has too few or too many samples`;
    }
  }
  return null;
}

function areClasses(values: ArrayLike<number>, classes: number): boolean {
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? -1;
    if (value < 0 || (value >= classes && value !== NO_ANSWER)) return false;
  }
  return true;
}

/** The snapshots as far as they fit the run; null where it has none. */
function readSnapshots(
  raw: unknown,
  label: string,
  classes: number,
): { readonly snapshots: PackedSnapshots | null; readonly repairs: readonly string[] } {
  if (raw === null || raw === undefined) return { snapshots: null, repairs: [] };
  const without = (reason: string) => ({
    snapshots: null,
    repairs: [`${label}: its snapshots were left out: ${reason}.`],
  });
  const frame = repaired(snapshotFrameSchema, raw);
  if ('reason' in frame) return without(frame.reason);
  const { rows, labels } = frame.value;
  if (labels.length !== rows.length) return without('there is not one label for each sample');
  if (!areClasses(labels, classes)) {
    return without('a label names a class that the data set does not have');
  }
  const taken = eachEpoch(snapshotSchema, asList(asRecord(raw)['taken'], MOST.snapshots), (each) =>
    snapshotMisfit(each, rows.length, classes),
  );
  const repairs = tellLost(label, 'snapshot', taken);
  if (taken.items.length === 0) return { snapshots: null, repairs };
  return { snapshots: { ...frame.value, taken: taken.items }, repairs };
}

/** The stages that can be read; a bad one costs no other. */
function readStages(raw: unknown, label: string) {
  const list = asList(raw, MOST.stages);
  const items = list.flatMap((each) => {
    const read = v.safeParse(stageSchema, each);
    return read.success ? [read.output] : [];
  });
  const leftOut = list.length - items.length;
  return { items, repairs: tellLost(label, 'stage', { blank: new Map(), leftOut }) };
}

/** @param raw `{stored, snapshots}` as a file holds them, arrays as text, or as storage holds them. */
export function readRun(raw: unknown): ReadRun {
  const deep = placeDeeperThan(raw, DEEPEST);
  if (deep) return { refusal: `${shownPath(deep)} is nested more than ${DEEPEST} deep` };
  const { stored: rawStored, snapshots: rawSnapshots, about: rawAbout } = asRecord(raw);
  const { format, run: rawRun } = asRecord(rawStored);
  if (!READABLE_FORMATS.some((known) => known === format)) {
    const is = format === undefined ? 'missing' : show(format);
    return { refusal: `stored.format is ${is}; it must be ${RUN_FORMAT} or older` };
  }
  const renames = format === 1 ? renameFormat1(rawStored, rawSnapshots) : [];
  const { label: rawLabel, name: rawName } = asRecord(rawRun);
  if (format !== RUN_FORMAT) logisticOfFormat2(rawStored);
  const kinds = vectorsForUnknownKinds(rawStored, String(rawLabel || rawName));
  const read = repaired(storedRunSchema, rawStored);
  if ('reason' in read) return { refusal: `stored.${read.reason}` };
  const { value, lost } = read;
  const { name } = value.run;
  const label = value.run.label || name;
  const epochs = eachEpoch(epochRecord, asList(asRecord(rawRun)['epochs'], MOST.epochs));
  if (epochs.items.length === 0) {
    const why = epochs.refusal === null ? ' must hold at least one epoch' : `.${epochs.refusal}`;
    return { refusal: `stored.run.epochs${why}` };
  }
  const stages = readStages(asRecord(rawRun)['stages'], label);
  const { snapshots, repairs } = readSnapshots(
    rawSnapshots,
    label,
    value.summary.classNames.length,
  );
  try {
    const settings = parseSettings(value.settings as SettingsInput);
    if (!settings.methods[name])
      return { refusal: `stored.settings.methods does not name ${name}` };
    const run = {
      ...value.run,
      label,
      methodId: value.run.methodId || methodIdOf(name),
      expectedEpochs: value.run.expectedEpochs || (epochs.items.at(-1)?.epoch ?? 0),
      stages: stages.items,
      epochs: epochs.items,
    };
    const about = aboutFrom(rawAbout);
    return {
      run: {
        stored: { ...value, format: RUN_FORMAT, settings, run },
        snapshots,
        ...(about && { about }),
      },
      repairs: [
        ...renames,
        ...kinds,
        ...lost.map((path) => `${label}: ${path} could not be read.`),
        ...stages.repairs,
        ...tellLost(label, 'record', epochs),
        ...repairs,
      ],
    };
  } catch (error) {
    return { refusal: `stored.settings: ${toFailure(error).message.replace(/\.$/, '')}` };
  }
}
