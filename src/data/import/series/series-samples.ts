/**
 * From recordings to samples: every sensor in steady stretches, cut where a recording is long, brought to one number of
 * moments, its channels gathered into modalities. What had to be mended is said. Imports this room only.
 */
import { ImportError, plainName } from '../import-error';
import type { ImportOptions } from '../options';
import { checkRoom, type RawModality, type RawSamples } from '../raw-samples';
import type { LeftOut } from '../source-file';
import type { Stepwise } from '../stepwise';
import {
  channelsOf,
  modalitiesInWords,
  offerWith,
  type Planned,
  planModalities,
} from './plan-modalities';
import {
  countOf,
  type Mended,
  nothingMended,
  type Readings,
  steadyStretches,
  timeAt,
} from './readings';
import type { Recording, Recordings } from './recording';
import { evenly } from './resample-series';
import {
  lengthInWords,
  mendedInWords,
  shortLine,
  shortSensorLine,
  windowlessLine,
} from './series-words';
import { sharedClocks } from './shared-clock';
import {
  FEWEST_READINGS,
  momentsFor,
  type Span,
  spansOf,
  stepFor,
  timesOf,
  windowFor,
} from './windows';

/** Recordings of each class with which whole ones can be kept apart. */
const FEWEST_RECORDINGS = 3;
/** A sensor whose own clock covers less of the first one's has a clock of another kind. */
const LEAST_COMMON = 0.5;

/** A stretch of a recording that is cut into samples. */
interface Stretch {
  readonly recording: Recording;
  /** One entry per sensor, null where the recording lacks it. */
  readonly sensors: readonly (Readings | null)[];
}

/** A stretch with the clock by which it is cut. */
interface ClockedStretch extends Stretch {
  readonly clock: Readings;
}

/** What becomes one sample. */
interface Part {
  readonly stretch: ClockedStretch;
  /** In readings of the stretch's clock. */
  readonly span: Span;
}

/**
 * @throws ImportError `too-few-samples` where no recording is long enough, `too-large`; SettingsError for options that
 * name nothing.
 */
export function* seriesSamples(read: Recordings, options: ImportOptions): Stepwise<RawSamples> {
  const mended = nothingMended();
  const { stretches: steadyOnes, tooShort, lost } = yield* steady(read, mended);
  const leftOut = [...read.leftOut, ...shortLine(tooShort), ...shortSensorLine(lost)];
  if (steadyOnes.length === 0) {
    throw new ImportError(
      'too-few-samples',
      `None of the recordings of ${plainName(options.name)} has ${FEWEST_READINGS} readings in a row.`,
      'Open recordings that last longer.',
    );
  }
  const clocks = sharedClocks(steadyOnes.map(({ sensors }) => sensors));
  const stretches = steadyOnes.map(
    (stretch, at): ClockedStretch => ({ ...stretch, clock: clocks[at] as Readings }),
  );
  const lengths = stretches.map(({ clock }) => countOf(clock));
  const labels = stretches.map(({ recording }) => recording.label);
  const isOwn = read.recordings.every(({ split }) => split !== null);
  const overlap = isOwn || groupsOf(read, 1) !== null;
  const { areStretches } = read;
  const window = options.series.window ?? windowFor(lengths, labels, { areStretches, overlap });
  const groups = groupsOf(read, window);
  const step = stepFor(window, overlap);
  const planned = planModalities(read, options);
  const cut = stretches.map(({ clock }) => spansOf(clock, window, step));
  const all = stretches.flatMap((stretch, at) =>
    (cut[at] ?? []).map((span): Part => ({ stretch, span })),
  );
  const isUsed = ({ stretch }: Part) => planned.some((each) => isThere(each, stretch));
  const parts = all.filter(isUsed);
  leftOut.push(...unreadLine(all.filter((part) => !isUsed(part))));
  const without = stretches.filter((_, at) => cut[at]?.length === 0);
  leftOut.push(
    ...windowlessLine(
      without.map(({ recording }) => recording),
      window,
    ),
  );
  const moments =
    options.series.length ??
    momentsFor(window > 0 ? [window] : parts.map(({ span }) => sizeOf(span)));
  checkRoom(
    options.name,
    parts.length,
    moments * planned.reduce((sum, { sources }) => sum + sources.length, 0),
  );
  const modalities: RawModality[] = [];
  for (const each of planned) modalities.push(yield* measured(each, read, parts, moments));
  const recordingOf = parts.map(({ stretch }) => stretch.recording);
  return {
    layout: read.layout,
    modalities,
    labels: recordingOf.map(({ label }) => label),
    splits: isOwn ? recordingOf.map(({ split }) => split ?? 'train') : null,
    groups: groups && recordingOf.map((recording) => groups.get(recording) ?? ''),
    isMedia: true,
    meaning: { ...read.meaning, group: groups ? (read.meaning.group ?? 'recording') : null },
    offer: offerWith(read, planned),
    leftOut,
    choices: [
      ...read.choices,
      ...modalitiesInWords(read, planned),
      lengthInWords(read.sensors, lengths, window, step, moments),
      ...(window > 0 && !groups && !isOwn
        ? [
            'Windows of one recording may be on both sides of the split, for there are too few recordings to keep them apart; they share no reading.',
          ]
        : []),
      ...mendedInWords(mended),
    ],
  };
}

const sizeOf = ([first, last]: Span): number => last - first + 1;

/** Whether a stretch has every sensor that a modality is made of. */
const isThere = ({ sources }: Planned, { sensors }: Stretch): boolean =>
  sources.every(({ sensor }) => sensors[sensor]);

/** Samples with none of the modalities that were chosen. */
function unreadLine(parts: readonly Part[]): LeftOut[] {
  const [first] = parts;
  if (!first) return [];
  const { name } = first.stretch.recording;
  return [
    {
      file: name,
      reason: `${parts.length === 1 ? '1 sample has' : `${parts.length} samples have`} none of the sensors that are used (the first: ${name}).`,
      fix: 'Choose their sensors as modalities too, or leave it at that.',
      count: parts.length,
      unit: 'sample',
    },
  ];
}

/** Every recording as stretches of all its sensors; of recordings that are samples as a whole, the longest. */
function* steady(
  { recordings, sensors: names, areStretches }: Recordings,
  mended: Mended,
): Stepwise<{ stretches: Stretch[]; tooShort: Recording[]; lost: string[] }> {
  const stretches: Stretch[] = [];
  const tooShort: Recording[] = [];
  const lost: string[] = [];
  for (const [done, recording] of recordings.entries()) {
    yield { stage: 'cutting', done, total: recordings.length, file: recording.name };
    const sensors = recording.sensors.map(
      (sensor) =>
        sensor &&
        steadyStretches(sensor, mended).filter((part) => countOf(part) >= FEWEST_READINGS),
    );
    const longest = sensors.map((parts) => (parts && parts.length > 0 ? longestOf(parts) : null));
    if (longest.every((part) => part === null)) {
      tooShort.push(recording);
      continue;
    }
    // a sensor that hardly began costs its recording no more than itself
    sensors.forEach((parts, at) => {
      if (parts?.length === 0) lost.push(`${names[at] ?? ''} of ${recording.name}`);
    });
    const [only] = sensors;
    if (areStretches && sensors.length === 1 && only) {
      stretches.push(...only.map((part) => ({ recording, sensors: [part] })));
    } else stretches.push({ recording, sensors: longest });
  }
  return { stretches, tooShort, lost };
}

const longestOf = (parts: readonly Readings[]): Readings =>
  parts.reduce((best, part) => (countOf(part) > countOf(best) ? part : best));

/** What keeps samples together: whose they are; else, of windows, the recording, where there are enough of each class. */
function groupsOf({ recordings, meaning }: Recordings, window: number) {
  if (meaning.group !== null && recordings.every(({ group }) => group !== null)) {
    return new Map(recordings.map((recording) => [recording, recording.group ?? '']));
  }
  if (window === 0 || recordings.every(({ split }) => split !== null)) return null;
  const counts = new Map<string, number>();
  for (const { label } of recordings) counts.set(label, (counts.get(label) ?? 0) + 1);
  const isEnough = [...counts.values()].every((count) => count >= FEWEST_RECORDINGS);
  return isEnough ? new Map(recordings.map((recording) => [recording, recording.name])) : null;
}

/** The modality's numbers, `[samples, moments, channels]`. */
function* measured(
  planned: Planned,
  read: Recordings,
  parts: readonly Part[],
  moments: number,
): Stepwise<RawModality> {
  const { id, name, sources } = planned;
  const present = Uint8Array.from(parts, ({ stretch }) => Number(isThere(planned, stretch)));
  const width = sources.length;
  const data = new Float32Array(parts.length * moments * width);
  for (const [sample, { stretch, span }] of parts.entries()) {
    yield { stage: 'decoding', done: sample, total: parts.length, file: stretch.recording.name };
    sources.forEach(({ sensor, channel }, k) => {
      const readings = present[sample] === 1 ? stretch.sensors[sensor] : null;
      const line =
        readings &&
        evenly(
          clockOf(readings),
          readings.values[channel] ?? [],
          range(stretch.clock, readings, span),
          moments,
        );
      for (let at = 0; at < moments; at++) {
        data[(sample * moments + at) * width + k] = line ? (line[at] as number) : Number.NaN;
      }
    });
  }
  const all = channelsOf(read);
  return {
    id,
    name,
    ...(present.includes(0) ? { present } : {}),
    kind: 'series',
    shape: [moments, width],
    data,
    standardise: 'per-channel',
    featureNames: sources.map(({ sensor, channel }) => plainName(all[sensor]?.[channel] ?? '')),
  };
}

const clocks = new WeakMap<Readings, Float64Array>();

function clockOf(readings: Readings): Float64Array {
  if (readings.times) return readings.times;
  const known = clocks.get(readings);
  if (known) return known;
  const clock = Float64Array.from({ length: countOf(readings) }, (_, at) => at);
  clocks.set(readings, clock);
  return clock;
}

/** The time of a span of the stretch's clock, on a sensor's own. */
function range(first: Readings, other: Readings, span: Span): readonly [from: number, to: number] {
  const wanted = timesOf(first, span);
  if (other === first) return wanted;
  const whole = timesOf(other, [0, countOf(other) - 1]);
  if (first.times && other.times) {
    const common = Math.min(wanted[1], whole[1]) - Math.max(wanted[0], whole[0]);
    if (common >= (wanted[1] - wanted[0]) * LEAST_COMMON) return wanted;
  }
  // clocks that have nothing to do with each other: the same share of both
  const most = countOf(first) - 1;
  const at = (place: number) => timeAt(other, Math.round((place / most) * (countOf(other) - 1)));
  return [at(span[0]), at(span[1])];
}
