/** The work of the bench's steps as Markdown. */
import { number, table } from '../table-cells';
import { MODALITIES, type Workload } from '../workload';
import { type StepWork, stepWorkOf } from './step-work';
import { totalOf, type Work } from './work';

/** A step with its title. */
export interface TitledWorkload {
  readonly title: string;
  make(): Workload;
  /** Whether it has what half precision is for. */
  readonly isDeep: boolean;
}

/** Programs with less of a step's arithmetic, or of its bytes where they have none, are told together. */
const SMALL_SHARE = 0.01;

const HEAD = [
  '# What a step asks of a graphics card',
  `Counted, not measured: the lab's own trainer took steps of [the bench](bench.md) on a device that computes nothing, and what it was asked is written down here by \`npm run bench -- --work\`. There is no time in these tables, and no card was needed for them.`,
  [
    '- **dispatches**: what a step hands to the device. Jobs of one program that do not wait for each other share one. Every fourth step also takes the norms of gradients, which is not counted here.',
    '- **GFLOP**, **MFLOP**: multiplications and additions of products. Other programs have a few for each number that they read; they count as none.',
    '- **MB**: every array once. That much has to come from memory or go there, however good the caches are.',
    '- **FLOP a byte**: where it is below what a card can do in the time in which its memory gives a byte (67 TFLOP/s and 3.35 TB/s of an H100: 20), the program waits for memory.',
  ].join('\n'),
].join('\n\n');

/** What arithmetic is told in, so that the whole step is at least one of it. */
const unitOf = ({ flops }: Work) =>
  flops >= 1e9 ? { name: 'GFLOP', flops: 1e9 } : { name: 'MFLOP', flops: 1e6 };

const cellsIn =
  (unit: number) =>
  ({ jobs, flops, bytes }: Work): readonly string[] => [
    `${jobs}`,
    flops > 0 ? number(flops / unit) : '',
    number(bytes / 1e6),
    flops > 0 ? number(flops / bytes) : '',
  ];

function stepText(title: string, batch: number, { dispatches, programs }: StepWork): string {
  const all = totalOf(programs.values());
  const unit = unitOf(all);
  const cells = cellsIn(unit.flops);
  const isSmall = ({ flops, bytes }: Work) =>
    flops < SMALL_SHARE * all.flops && bytes < SMALL_SHARE * all.bytes;
  const small = [...programs.values()].filter(isSmall);
  const rows = [...programs].filter(([, work]) => !isSmall(work));
  return [
    `## ${title}`,
    `${MODALITIES.length} encoders, batch ${batch}: ${dispatches} dispatches a step.`,
    table(
      ['program', 'jobs', unit.name, 'MB', 'FLOP a byte'],
      [
        ...rows.map(([name, work]) => [name, ...cells(work)]),
        ...(small.length > 0 ? [[`${small.length} others`, ...cells(totalOf(small))]] : []),
        ['**all**', ...cells(all)],
      ],
    ),
  ].join('\n\n');
}

/** A step in full and in half precision: what it moves and what arrays hold. */
function halvesRow(title: string, full: StepWork, halved: StepWork): readonly string[] {
  const [all, less] = [full, halved].map(({ programs }) => totalOf(programs.values()));
  const inMb = (bytes = 0) => number(bytes / 1e6);
  return [
    title,
    inMb(all?.bytes),
    inMb(less?.bytes),
    less ? number(less.flops / less.bytes) : '',
    inMb(full.held),
    inMb(halved.held),
  ];
}

const halvesText = (rows: readonly (readonly string[])[]): string =>
  [
    '## In half precision',
    'The same steps with `storage=f16`: what the layers of a ResNet-18 hand on has two bytes a number, all else four. The arithmetic and the dispatches are the same. *Held* is what all arrays take, data and parameters among them.',
    table(['step', 'MB', 'MB, f16', 'FLOP a byte, f16', 'MB held', 'MB held, f16'], rows),
  ].join('\n\n');

/** The tables of these steps. */
export async function workText(steps: readonly TitledWorkload[]): Promise<string> {
  const texts: string[] = [];
  const halves: (readonly string[])[] = [];
  for (const { title, make, isDeep } of steps) {
    const workload = make();
    const work = await stepWorkOf(workload);
    texts.push(stepText(title, workload.batch, work));
    if (isDeep) halves.push(halvesRow(title, work, await stepWorkOf(workload, 'f16')));
  }
  return `${[HEAD, ...texts, ...(halves.length > 0 ? [halvesText(halves)] : [])].join('\n\n')}\n`;
}
