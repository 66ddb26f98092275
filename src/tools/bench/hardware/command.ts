/**
 * `npm run bench -- --hardware`, and the packed file: what is here first, then the lab's steps in Node on Dawn beside
 * PyTorch on CUDA, then whole default races. Goes on with what is there, and is done in ten minutes: what would begin
 * too late is left out by name. Every part is written as soon as it is measured.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { BackendName } from '../../../protocol/backends';
import type { SettingsInput } from '../../../protocol/settings';
import { openAll } from '../contender';
import { cardGoalsOf } from '../goals';
import { nameInNode, openInNode } from '../in-node';
import { machineText, today } from '../machine';
import { defaultRace, type RacePlan, raceRaces } from '../race';
import type { KindReport } from '../report';
import { openTorch, type TorchPlace, torchHere, torchName } from '../torch';
import { type TurnOptions, takeTurns } from '../turns';
import { type Kind, workload } from '../workload';
import { type CardReport, cardText } from './card-report';
import {
  type AdapterHere,
  adapterSentence,
  findAdapter,
  torchSentence,
  vulkanLoader,
} from './present';

const OPTIONS = {
  /** Sizes at which software stands in for a card within seconds: that everything runs, not how fast. */
  tiny: { type: 'boolean', default: false },
  kinds: { type: 'string', default: 'mlp,cnn' },
  races: { type: 'string', default: '3' },
  minutes: { type: 'string', default: '9' },
  out: { type: 'string' },
} as const;

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

interface Sizes {
  readonly batches: readonly number[];
  readonly rounds: number;
  readonly turnMs: number;
  readonly race: SettingsInput;
}

const FULL: Sizes = { batches: [32, 64, 256], rounds: 15, turnMs: 400, race: {} };
const TINY: Sizes = {
  batches: [2],
  rounds: 1,
  turnMs: 20,
  race: { epochs: 1, samples: { train: 64, test: 40 }, measures: { heavy: false } },
};

interface Machine {
  readonly adapter: AdapterHere | null;
  /** Where the lab can be timed. */
  readonly backends: readonly BackendName[];
  readonly places: readonly TorchPlace[];
}

/** Says what is here, and what is measured with it. @param tell prints a sentence. */
async function lookAround(tiny: boolean, tell: (sentence: string) => void): Promise<Machine> {
  tell(`Node: ${process.version}.`);
  const loader = vulkanLoader();
  tell(loader.sentence);
  const adapter = loader.found ? await findAdapter() : null;
  tell(adapterSentence(adapter));
  const torch = await torchHere();
  tell(torchSentence(torch));
  const usesAdapter = adapter !== null && (tiny || !adapter.isSoftware);
  if (adapter && !usesAdapter) tell('It is left out: at full size it would take hours.');
  const onCard: readonly TorchPlace[] = [
    { device: 'cuda', threads: 1 },
    { device: 'cuda', threads: 1, tf32: true },
  ];
  const onProcessor: readonly TorchPlace[] = [{ device: 'cpu', threads: 1 }];
  return {
    adapter,
    backends: usesAdapter ? ['webgpu', 'wasm'] : ['wasm'],
    places: torch?.cuda ? onCard : torch && tiny ? onProcessor : [],
  };
}

/** Times one kind of step; where that fails, its report says why and has no rows. */
async function measureWork(
  kind: Kind,
  batch: number,
  { backends, places }: Machine,
  options: TurnOptions,
  tell: (sentence: string) => void,
): Promise<KindReport> {
  try {
    const work = workload(kind, batch);
    const field = await openAll([
      ...backends.map((backend) => ({
        name: nameInNode(backend),
        open: () => openInNode(backend, work),
      })),
      ...places.map((place) => ({ name: torchName(place), open: () => openTorch(work, place) })),
    ]);
    const { rows, absent } = await takeTurns(field.racers, options, (sentence) =>
      tell(`${kind}, batch ${batch}: ${sentence}`),
    );
    const all = [...field.absent, ...absent];
    return { kind, batch, rows, goals: cardGoalsOf(rows), absent: all };
  } catch (error) {
    return { kind, batch, rows: [], goals: [], absent: [reasonOf(error)] };
  }
}

/** Races the default race; where that fails, says why and has no rows. */
async function measureRace(plan: RacePlan): Promise<Pick<CardReport, 'race' | 'raceAbsent'>> {
  try {
    const { rows, absent } = await raceRaces(plan);
    return { race: rows, raceAbsent: absent };
  } catch (error) {
    return { race: [], raceAbsent: [reasonOf(error)] };
  }
}

/**
 * @param argv the words after `--hardware`.
 * @param kept where the tables of a card stay, without the ending, unless `--out` says otherwise.
 */
export async function hardwareCommand(argv: readonly string[], kept: string): Promise<void> {
  const { values: asked } = parseArgs({ args: [...argv], options: OPTIONS });
  const tell = (sentence: string) => console.log(sentence);
  const began = performance.now();
  const minutes = () => (performance.now() - began) / 60_000;
  const isLate = () => minutes() > Number(asked.minutes);
  const present: string[] = [];
  const machine = await lookAround(asked.tiny, (sentence) => {
    present.push(sentence);
    tell(sentence);
  });
  const { adapter, backends, places } = machine;
  const sizes = asked.tiny ? TINY : FULL;
  const about = {
    date: today(),
    machine: machineText(),
    present,
    adapter,
    tiny: asked.tiny,
  };
  let report: CardReport = { ...about, works: [], race: [], raceAbsent: [], late: [], minutes: 0 };
  const isOfCard = adapter !== null && !adapter.isSoftware && !asked.tiny;
  const out = asked.out ?? (isOfCard ? kept : null);
  const add = (part: Partial<CardReport>) => {
    report = { ...report, ...part, minutes: minutes() };
    if (out === null) return;
    writeFileSync(`${out}.json`, `${JSON.stringify(report, null, 2)}\n`);
    writeFileSync(`${out}.md`, cardText(report));
  };
  const options = { rounds: sizes.rounds, turnMs: sizes.turnMs, isLate };
  for (const kind of asked.kinds.split(',').filter((name) => name !== 'none') as Kind[]) {
    for (const batch of sizes.batches) {
      if (isLate()) add({ late: [...report.late, `${kind}, batch ${batch}`] });
      else {
        const work = await measureWork(kind, batch, machine, options, tell);
        add({ works: [...report.works, work] });
      }
    }
  }
  const rounds = Number(asked.races);
  if (rounds > 0 && isLate()) add({ late: [...report.late, 'the default race'] });
  else if (rounds > 0) {
    add(
      await measureRace({
        settings: defaultRace(sizes.race),
        backends,
        places: places.slice(0, 1),
        rounds,
        // answers of a race that learns nothing say nothing
        compares: !asked.tiny,
        isLate,
      }),
    );
  }
  tell(`\n${cardText(report)}`);
  tell(
    out === null
      ? 'Not kept: these are not the numbers of a card. --out PATH writes them all the same.'
      : `Written to ${out}.json and ${out}.md.`,
  );
}
