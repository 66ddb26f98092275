/** What the bench on a card measures, part by part, most wanted first: the time may be up before the last. */
import type { BackendName, DeviceAsked } from '../../../protocol/backends';
import type { SettingsInput } from '../../../protocol/settings';
import { openAll } from '../contender';
import { cardGoalsOf } from '../goals';
import { nameInNode, openInNode } from '../in-node';
import { defaultRace, raceRaces } from '../race';
import type { KindReport } from '../report';
import { type ResNetSize, resnetWorkload } from '../resnet-workload';
import { openTorch, type TorchPlace, torchName } from '../torch';
import { takeTurns } from '../turns';
import { type SmallKind, type Workload, workload } from '../workload';
import type { CardReport } from './card-report';

interface Sizes {
  /** Of the small nets; the first before everything else. */
  readonly batches: readonly number[];
  readonly resnet: { readonly batch: number; readonly sizes: readonly ResNetSize[] };
  readonly rounds: number;
  readonly turnMs: number;
  readonly race: SettingsInput;
}

const FULL: Sizes = {
  batches: [64, 32, 256],
  resnet: {
    batch: 16,
    sizes: [
      { side: 224, width: 64 },
      { side: 112, width: 64 },
    ],
  },
  rounds: 9,
  turnMs: 300,
  race: {},
};
/** At which software stands in for a card within seconds: that everything runs, not how fast. */
const TINY: Sizes = {
  batches: [2],
  resnet: { batch: 2, sizes: [{ side: 16, width: 4 }] },
  rounds: 1,
  turnMs: 20,
  race: { epochs: 1, samples: { train: 64, test: 40 }, measures: { heavy: false } },
};

/** Where what can be timed on a machine. */
export interface Places {
  /** The lab, in Node. */
  readonly backends: readonly BackendName[];
  /** Whether WebGPU also has half precision there. */
  readonly halves: boolean;
  readonly torch: readonly TorchPlace[];
}

/** What is asked for. */
interface Wish extends Places {
  readonly tiny: boolean;
  readonly kinds: readonly SmallKind[];
  readonly resnet: boolean;
  /** Counted turns of whole races; 0 for none. */
  readonly races: number;
  readonly isLate: () => boolean;
  readonly tell: (sentence: string) => void;
}

/** One part: what it is called, and what it adds to the report. A part that fails says why and has no rows. */
interface Part {
  readonly name: string;
  measure(): Promise<Partial<Pick<CardReport, 'works' | 'race' | 'raceAbsent'>>>;
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** @param make gives the workload: millions of numbers, so not before its turn. */
function stepPart(
  { kind, batch, size }: Pick<KindReport, 'kind' | 'batch' | 'size'>,
  { backends, halves, torch, tiny, isLate, tell }: Wish,
  make: () => Workload,
): Part {
  const { rounds, turnMs } = tiny ? TINY : FULL;
  const name = `${kind}${size ? `, ${size.side}x${size.side}` : ''}, batch ${batch}`;
  const about = { kind, batch, ...(size && { size }) };
  const failed = (reason: string) => ({
    works: [{ ...about, rows: [], goals: [], absent: [reason] }],
  });
  return {
    name,
    async measure() {
      if (backends.length + torch.length === 0) return failed('a card, or PyTorch with CUDA.');
      try {
        const work = make();
        const ours: readonly DeviceAsked[] = [
          ...backends.map((backend) => ({ backend })),
          // only a deep net hands on what lies in half precision
          ...(size && halves ? [{ backend: 'webgpu', storage: 'f16' } as const] : []),
        ];
        const field = await openAll([
          ...ours.map((asked) => ({
            name: nameInNode(asked),
            open: () => openInNode(asked, work),
          })),
          ...torch.map((place) => ({
            name: torchName(place),
            open: () => openTorch(work, place),
          })),
        ]);
        const taken = await takeTurns(field.racers, { rounds, turnMs, isLate }, (sentence) =>
          tell(`${name}: ${sentence}`),
        );
        const absent = [...field.absent, ...taken.absent];
        const { rows, kernels } = taken;
        return { works: [{ ...about, rows, goals: cardGoalsOf(rows, size), absent, kernels }] };
      } catch (error) {
        return failed(reasonOf(error));
      }
    },
  };
}

function racePart({ backends, torch, tiny, races, isLate }: Wish): Part {
  return {
    name: 'the default race',
    async measure() {
      try {
        const { rows, absent } = await raceRaces({
          settings: defaultRace((tiny ? TINY : FULL).race),
          backends,
          places: torch.slice(0, 1),
          rounds: races,
          // answers of a race that learns nothing say nothing
          compares: !tiny,
          isLate,
        });
        return { race: rows, raceAbsent: absent };
      } catch (error) {
        return { raceAbsent: [reasonOf(error)] };
      }
    },
  };
}

/** Everything that is asked for. */
export function partsOf(wish: Wish): readonly Part[] {
  const { batches, resnet } = wish.tiny ? TINY : FULL;
  const small = (batch: number) =>
    wish.kinds.map((kind) => stepPart({ kind, batch }, wish, () => workload(kind, batch)));
  const [first = 1, ...others] = batches;
  // the processor takes many seconds for a step of a ResNet-18 at full size
  const onCard = wish.tiny ? wish.backends : wish.backends.filter((name) => name === 'webgpu');
  const { batch } = resnet;
  return [
    ...small(first),
    ...(wish.resnet ? resnet.sizes : []).map((size) =>
      stepPart({ kind: 'resnet18', batch, size }, { ...wish, backends: onCard }, () =>
        resnetWorkload(size, batch),
      ),
    ),
    ...(wish.races > 0 ? [racePart(wish)] : []),
    ...others.flatMap(small),
  ];
}
