/**
 * Pairs pictures with spoken words of the same class. Voices are shared out among the splits first, so
 * that no voice, and with it no recording, is heard both in training and in the test. Within a split the
 * words are dealt anew for every seed. Imports math, the protocol and this room only.
 */
import { randomStream } from '../../math/rng';
import { sizeOf } from '../../math/shape';
import type { DataNote, DataSet, Modality, SplitIndices, SplitName } from '../../protocol/data-set';
import type { Settings } from '../../protocol/settings';
import { settingsSplit } from '../folds';
import type { SplitShares } from '../split';
import { fitGlobal, normalise } from '../standardise';
import { assetInvalid } from './asset-error';
import type { SpeechSet } from './builtin-sets';
import type { Speech } from './speech-asset';
import type { Table } from './table-asset';
import { checkColumns, tableModality } from './table-data-set';

const SPLITS: readonly SplitName[] = ['train', 'validation', 'test'];

/**
 * @param settings `split` and `seed` decide which samples train and which test, and who says what.
 * @throws DataError when table and speech do not name the same classes, or voices are too few.
 */
export function speechDataSet(
  set: SpeechSet,
  table: Table,
  speech: Speech,
  settings: Settings,
): DataSet {
  const { seed } = settings;
  const { labels, classes } = table;
  checkColumns(table, set.path, [set.picture]);
  if (speech.classes.join() !== classes.join()) {
    throw assetInvalid(set.speech.path, `its classes are not those of ${set.path}`);
  }
  if (speech.voices < SPLITS.length) {
    throw assetInvalid(set.speech.path, `its voices are fewer than ${SPLITS.length}`);
  }
  const split = settingsSplit(labels, classes, settings);
  const voices = shareOutVoices(speech.voices, settings.split, split, seed);
  const recordingOf = dealRecordings(labels, classes.length, split, voices, seed);
  const rows = Array.from(labels, (_, row) => row);
  return {
    id: set.id,
    name: set.name,
    classNames: classes,
    provenance: {
      origin: `${table.origin}. ${speech.origin}.`,
      licence: `${table.licence}; speech: ${speech.licence}`,
    },
    modalities: [
      tableModality(set.picture, table, rows, split.train, seed),
      soundModality(set, speech, recordingOf, split.train),
    ],
    labels,
    split,
    notes: [voicesNote(voices)],
  };
}

/** The voices of each split: as large a part of them as the split has of the samples, and at least one. */
function shareOutVoices(
  count: number,
  shares: SplitShares,
  split: SplitIndices,
  seed: number,
): SplitIndices {
  // training comes last: it takes what the others leave
  const others = SPLITS.filter((name) => name !== 'train' && split[name].length > 0);
  const order = randomStream(seed, 'data', 'voices').permutation(count);
  const voices: Record<SplitName, Int32Array> = {
    train: new Int32Array(),
    validation: new Int32Array(),
    test: new Int32Array(),
  };
  let next = 0;
  others.forEach((name, i) => {
    const most = count - next - (others.length - i);
    const size = Math.max(1, Math.min(Math.round(shares[name] * count), most));
    voices[name] = order.slice(next, next + size).sort();
    next += size;
  });
  voices.train = order.slice(next).sort();
  return voices;
}

/**
 * The recording of each sample, `[samples]`. Each class deals the recordings of its split like cards: all
 * of them once in random order, then all of them again, so that none is heard much more than another.
 */
function dealRecordings(
  labels: Int32Array,
  classes: number,
  split: SplitIndices,
  voices: SplitIndices,
  seed: number,
): Int32Array {
  const recordingOf = new Int32Array(labels.length);
  for (const name of SPLITS) {
    const random = randomStream(seed, 'data', 'pairing', name);
    const hands: number[][] = Array.from({ length: classes }, () => []);
    for (const row of split[name]) {
      const label = labels[row] as number;
      const hand = hands[label] as number[];
      if (hand.length === 0) {
        const order = random.permutation(voices[name].length);
        hand.push(...Array.from(order, (i) => (voices[name][i] as number) * classes + label));
      }
      recordingOf[row] = hand.pop() as number;
    }
  }
  return recordingOf;
}

function soundModality(
  { sound }: SpeechSet,
  { shape, spectrograms, files, recordings }: Speech,
  recordingOf: Int32Array,
  train: Int32Array,
): Modality {
  const width = sizeOf(shape);
  const raw = new Float32Array(recordingOf.length * width);
  recordingOf.forEach((recording, row) => {
    raw.set(spectrograms.subarray(recording * width, (recording + 1) * width), row * width);
  });
  const normalisation = fitGlobal(raw, width, train);
  return {
    ...sound,
    kind: 'audio',
    shape,
    data: normalise(raw, width, normalisation),
    normalisation,
    clips: { files, recordings, recordingOf },
  };
}

function voicesNote({ train, validation, test }: SplitIndices): DataNote {
  const parts = [
    `${train.length} to train`,
    ...(validation.length > 0 ? [`${validation.length} to validate`] : []),
    `${test.length} to test`,
  ];
  return {
    message: `No voice is in two splits: ${parts.join(', ')}. Who says which digit is drawn with the seed.`,
  };
}
