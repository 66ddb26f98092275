/** What the bench found, as JSON and as Markdown. Knows nothing of how it was measured. */
import type { CostRow } from './cost';
import { type Goal, goalsText } from './goals';
import type { KernelTime } from './kernel-times';
import { QUIET_LOAD } from './quiet';
import type { RaceRow } from './race';
import type { ResNetSize } from './resnet-workload';
import type { Row } from './row';
import { number, table } from './table-cells';
import type { Kind } from './workload';

export interface KindReport {
  readonly kind: Kind;
  readonly batch: number;
  /** Of a ResNet-18. */
  readonly size?: ResNetSize;
  readonly rows: readonly Row[];
  readonly goals: readonly Goal[];
  readonly absent: readonly string[];
  /** Where a step's time goes on the graphics card, by timestamps; absent where nobody could say. */
  readonly kernels?: readonly KernelTime[];
}

export interface Report {
  readonly date: string;
  readonly machine: string;
  readonly browser: string;
  /** Processes waiting for a core, mean of a minute, before and after: above 1 or so, others were at work. */
  readonly load: readonly [number, number];
  readonly kinds: readonly KindReport[];
  readonly race: readonly RaceRow[];
  readonly raceGoals: readonly Goal[];
  /** Who could not race the whole race, and why. */
  readonly raceAbsent: readonly string[];
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

const megabytes = (bytes: number | null): string => (bytes === null ? '' : number(bytes / 2 ** 20));

const absentText = (absent: readonly string[]): readonly string[] =>
  absent.length > 0 ? [`Not here: ${absent.join(' ')}`] : [];

/** What was timed, in the words of a heading. */
function kindTitle({ kind, size }: KindReport): string {
  if (size) {
    const { side, width } = size;
    return `ResNet-18 of width ${width}, ${side}x${side}x3 per modality`;
  }
  return kind === 'mlp'
    ? 'MLP, 64-128-64 per modality'
    : 'CNN, 28x28x1, channels 16, 32, 64, per modality';
}

/** Kernels that take less than this share of a step are told together. */
const SMALL_SHARE = 0.01;

/** Where a step's time goes on the graphics card; nothing where it is not known. */
function kernelsText(kernels: readonly KernelTime[]): readonly string[] {
  const all = kernels.reduce((sum, { ms }) => sum + ms, 0);
  if (all === 0) return [];
  const isSmall = ({ ms }: KernelTime) => ms < SMALL_SHARE * all;
  const small = kernels.filter(isSmall);
  const sum = (key: 'ms' | 'dispatches') => small.reduce((total, each) => total + each[key], 0);
  const shown = [
    ...kernels.filter((kernel) => !isSmall(kernel)),
    ...(small.length > 0
      ? [{ kernel: `${small.length} others`, ms: sum('ms'), dispatches: sum('dispatches') }]
      : []),
  ];
  return [
    "Where the GPU's time goes, by its own timestamps, every dispatch in a pass of its own:",
    table(
      ['kernel', 'share', 'ms a step', 'dispatches'],
      shown.map(({ kernel, ms, dispatches }) => [
        kernel,
        percent(ms / all),
        number(ms),
        `${dispatches}`,
      ]),
    ),
  ];
}

/** The table of one kind of step, the goals that were set for it and who could not be timed. */
export function stepText(report: KindReport): string {
  const { batch, rows, goals, absent, kernels = [] } = report;
  const title = `## ${kindTitle(report)}, batch ${batch}`;
  if (rows.length === 0) return [title, ...absentText(absent)].join('\n\n');
  const fastest = Math.min(...rows.map(({ msPerStep }) => msPerStep));
  const isOnCard = rows.some(({ dispatches }) => dispatches !== null);
  const onCard = ['JS ms', 'dispatches', 'buffers made', 'bind groups made'];
  return [
    title,
    table(
      [
        '',
        'adapter',
        'ms a step',
        'range',
        'spread',
        'ratio',
        'MB held',
        ...(isOnCard ? onCard : []),
      ],
      rows.map((row) => [
        row.name,
        row.adapter,
        number(row.msPerStep),
        `${number(row.fastest)} to ${number(row.slowest)}`,
        percent(row.spread),
        number(row.msPerStep / fastest),
        megabytes(row.bytes),
        ...(isOnCard
          ? [row.jsMsPerStep, row.dispatches, row.buffersMade, row.bindGroupsMade].map(number)
          : []),
      ]),
    ),
    ...(goals.length > 0 ? [goalsText(goals)] : []),
    ...kernelsText(kernels),
    ...absentText(absent),
  ].join('\n\n');
}

/** The table of whole races; nothing where none was run. */
export function raceText({
  race,
  raceGoals,
  raceAbsent,
}: Pick<Report, 'race' | 'raceGoals' | 'raceAbsent'>): readonly string[] {
  if (race.length === 0) return absentText(raceAbsent);
  const fastest = Math.min(...race.map(({ seconds }) => seconds));
  return [
    '## The default race',
    'Joint, late ensemble and DI-MML on the generated pictures and sounds, each modality alone beside them: every step of ' +
      'every epoch. Ours measures every epoch and at the end, as the lab does; PyTorch only trains. The answers of both ' +
      'are checked to be right about equally often.',
    table(
      [
        '',
        'seconds',
        'spread',
        'ratio',
        'of it training',
        'epoch of DI-MML, ms',
        'with its measures, ms',
      ],
      race.map((row) => [
        row.name,
        number(row.seconds),
        percent(row.spread),
        number(row.seconds / fastest),
        number(row.training),
        number(row.epochMs),
        number(row.measuredEpochMs),
      ]),
    ),
    ...(raceGoals.length > 0 ? [goalsText(raceGoals)] : []),
    ...absentText(raceAbsent),
  ];
}

export function markdownOf(report: Report): string {
  const [before, after] = report.load;
  return `${[
    '# Bench',
    "One step of DI-MML's stage 1 on two modalities: two encoders, three heads, four cross-entropies, DUC both ways, " +
      'backward, SGD with momentum; features of 64, 10 classes. Everybody starts from the same parameters and ' +
      'the same batch, and the first loss is checked to agree. Turns are interleaved; medians of the turns. Spread: the ' +
      'middle half of the turns, over their median.',
    `${report.date}, ${report.machine}, ${report.browser}. Load before ${before.toFixed(2)}, after ${after.toFixed(2)}. ` +
      `Written by \`npm run bench\`, which keeps no table where the load before it is above ${QUIET_LOAD}.`,
    ...report.kinds.map(stepText),
    ...raceText(report),
    '## On a graphics card',
    'In a table of its own: [steps and races on a card, beside PyTorch on CUDA](bench-card.md).',
  ].join('\n\n')}\n`;
}

/** The cost table as Markdown. */
export function costText(rows: readonly CostRow[], about: string): string {
  /** The power of the value that a time grew with since the row before it. */
  const power = (at: number, of: 'trainMs' | 'measureMs'): string => {
    const [row, before] = [rows[at], rows[at - 1]];
    if (!row || before?.varied !== row.varied) return '';
    return (Math.log(row[of] / before[of]) / Math.log(row.value / before.value)).toFixed(1);
  };
  return `${[
    '# Cost against work',
    'An epoch of DI-MML with DUC on, one thing varied at a time; otherwise 2000 samples of two vectors of 64, perceptrons ' +
      '64-128-64, 10 classes, batch 64. Measuring includes every heavy measure on 200 held-out samples. ' +
      'Time per sample and modality is constant where growth is linear; a power says how a time has grown since the row ' +
      'above: 1 is as the value, 2 as its square. An image of twice the side has four times the pixels. The ResNet-18 has its ' +
      'published width of 64, coloured images, a batch of 16 and 32 held-out samples.',
    `${about} Written by \`npm run bench -- --cost\`.`,
    'What grows faster than its value does so for a reason: training with the number of modalities, since each teaches every ' +
      'other; measuring with the feature dimension, since the fit of a logistic probe takes more rounds on longer features.',
    table(
      [
        'varied',
        'value',
        'training, ms an epoch',
        'measuring, ms an epoch',
        'training, us a sample and modality',
        'training, power',
        'measuring, power',
        'on the device, MB',
      ],
      rows.map(({ varied, value, trainMs, measureMs, usPerSample, deviceMb }, at) => [
        varied,
        `${value}`,
        number(trainMs),
        number(measureMs),
        number(usPerSample),
        power(at, 'trainMs'),
        power(at, 'measureMs'),
        number(deviceMb),
      ]),
    ),
  ].join('\n\n')}\n`;
}
