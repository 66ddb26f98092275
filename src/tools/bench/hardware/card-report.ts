/** What the bench found on a graphics card, as Markdown; and what stands in its place while no card was measured. */
import { type KindReport, type Report, raceText, stepText } from '../report';
import { type AdapterHere, adapterText } from './present';

export interface CardReport extends Pick<Report, 'date' | 'machine' | 'race' | 'raceAbsent'> {
  /** What was here, a sentence each. */
  readonly present: readonly string[];
  readonly adapter: AdapterHere | null;
  /** Whether sizes were those at which software is quick, too: that everything runs. */
  readonly tiny: boolean;
  readonly works: readonly KindReport[];
  /** What was left out because it would have begun too late. */
  readonly late: readonly string[];
  /** How long everything took. */
  readonly minutes: number;
}

const TITLE = '# Bench on a graphics card';

const HOW =
  '`npm run bench -- --hardware --resnet` measures the card of the machine that it runs on and writes this page ' +
  '([how to run it, and where there is no Node](../docs/bench-card.md)).';

/** What the page says as long as there is no table. */
export const noCardText = (): string =>
  `${[TITLE, 'No graphics card has been measured yet: no machine with one was at hand.', HOW].join('\n\n')}\n`;

/** What a device may have that changes how the lab computes on it, or what can be said of it. */
const FEATURES = ['shader-f16', 'subgroups', 'timestamp-query'];

/** "NVIDIA Corporation, ..." with what of it matters for speed; what is there instead where no adapter is. */
function adapterLine(adapter: AdapterHere | null): string {
  if (!adapter) return 'No adapter: nothing ran on WebGPU.';
  const { isSoftware, features, mostBytes, workgroupBytes } = adapter;
  const has = FEATURES.filter((name) => features.includes(name));
  const lacks = FEATURES.filter((name) => !features.includes(name));
  return (
    `**${adapterText(adapter)}**${isSoftware ? ' (software: its times say nothing of a card)' : ''}. ` +
    `Arrays of at most ${Math.floor(mostBytes / 2 ** 20)} MB, ${workgroupBytes / 1024} KB a workgroup` +
    `${has.length > 0 ? `, ${has.join(', ')}` : ''}${lacks.length > 0 ? `; without ${lacks.join(', ')}` : ''}.`
  );
}

export function cardText(report: CardReport): string {
  const { date, machine, present, adapter, tiny, works, race, raceAbsent, late, minutes } = report;
  return `${[
    TITLE,
    adapterLine(adapter),
    `${date}, ${machine}. ${minutes.toFixed(1)} minutes. ${HOW}`,
    present.map((sentence) => `- ${sentence}`).join('\n'),
    'The step is that of [the bench](bench.md), also with a ResNet-18 in the place of each encoder, in Node on Dawn and in PyTorch eager: the same parameters and batch, the first ' +
      'loss checked to agree, warmed up, turns interleaved, each timed until the device was done; medians of the turns. PyTorch ' +
      'computes in float32 as we do; in the rows with TF32 its convolutions round their factors to 10 bits, as they do by default. ' +
      'In our row with f16 what the layers of a ResNet-18 hand on lies in half precision, where the adapter has shader-f16.',
    ...(tiny
      ? ['Tiny sizes: they show that everything runs. Answers of races are not compared.']
      : []),
    ...works.map(stepText),
    ...raceText({ race, raceGoals: [], raceAbsent }),
    ...(late.length > 0 ? [`Left out, since the time was up: ${late.join('; ')}.`] : []),
  ].join('\n\n')}\n`;
}
