/**
 * `npm run bench -- --hardware`, and the packed file: what is here first, then the lab's steps in Node on Dawn beside
 * PyTorch on CUDA, then whole default races. Goes on with what is there, and is done in ten minutes: what would begin
 * too late is left out by name. The report is written after every part.
 * Options: --resnet (ResNet-18 of published size, too); --kinds mlp,cnn (or none); --races N (0 for none); --minutes N after
 * which nothing begins; --tiny (sizes for software); --out PATH without its ending.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { machineText, today } from '../machine';
import { torchHere } from '../torch';
import { SMALL_KINDS, type SmallKind } from '../workload';
import { type CardReport, cardText } from './card-report';
import { type Places, partsOf } from './parts';
import {
  type AdapterHere,
  adapterSentence,
  findAdapter,
  torchSentence,
  vulkanLoader,
} from './present';

const OPTIONS = {
  resnet: { type: 'boolean', default: false },
  kinds: { type: 'string', default: 'mlp,cnn' },
  races: { type: 'string', default: '3' },
  minutes: { type: 'string', default: '9' },
  tiny: { type: 'boolean', default: false },
  out: { type: 'string' },
} as const;

/** Says what is here, and what can be timed with it. @param tell prints a sentence. */
async function lookAround(
  tiny: boolean,
  tell: (sentence: string) => void,
): Promise<Places & { readonly adapter: AdapterHere | null }> {
  tell(`Node: ${process.version}.`);
  const loader = vulkanLoader();
  tell(loader.sentence);
  const adapter = loader.found ? await findAdapter() : null;
  tell(adapterSentence(adapter));
  const usesAdapter = adapter !== null && (tiny || !adapter.isSoftware);
  if (adapter && !usesAdapter) {
    tell('WebGPU in software is left out: at full size it would take hours.');
  }
  const torch = await torchHere();
  tell(torchSentence(torch));
  const onCard: Places['torch'] = [
    { device: 'cuda', threads: 1 },
    { device: 'cuda', threads: 1, tf32: true },
  ];
  const onProcessor: Places['torch'] = [{ device: 'cpu', threads: 1 }];
  return {
    adapter,
    backends: usesAdapter ? ['webgpu', 'wasm'] : ['wasm'],
    halves: usesAdapter && adapter.features.includes('shader-f16'),
    torch: torch?.cuda ? onCard : torch && tiny ? onProcessor : [],
  };
}

/** @throws Error for anything but a list of nets. */
function kindsOf(list: string): readonly SmallKind[] {
  if (list === 'none') return [];
  return list.split(',').map((name) => {
    const kind = SMALL_KINDS.find((each) => each === name);
    if (kind) return kind;
    throw new Error(`--kinds is ${list}; it must be none, or some of ${SMALL_KINDS.join(',')}.`);
  });
}

/** @throws Error for anything but a number that is not negative. */
function numberOf(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value < Number.POSITIVE_INFINITY) return value;
  throw new Error(`${option} is ${text}; it must be a number, 0 or more.`);
}

/**
 * @throws Error for options that cannot be used.
 * @param argv the words after `--hardware`.
 * @param kept where the tables of a card stay, without the ending, unless `--out` says otherwise.
 */
export async function hardwareCommand(argv: readonly string[], kept: string): Promise<void> {
  const { values: asked } = parseArgs({ args: [...argv], options: OPTIONS });
  const { tiny, resnet } = asked;
  const kinds = kindsOf(asked.kinds);
  const races = numberOf('--races', asked.races);
  const most = numberOf('--minutes', asked.minutes);
  const tell = (sentence: string) => console.log(sentence);
  const began = performance.now();
  const minutes = () => (performance.now() - began) / 60_000;
  const isLate = () => minutes() > most;
  const present: string[] = [];
  const { adapter, ...places } = await lookAround(tiny, (sentence) => {
    present.push(sentence);
    tell(sentence);
  });
  let report: CardReport = {
    ...{ date: today(), machine: machineText(), present, adapter, tiny },
    ...{ works: [], race: [], raceAbsent: [], late: [], minutes: 0 },
  };
  const isOfCard = adapter !== null && !adapter.isSoftware && !tiny;
  const out = asked.out ?? (isOfCard ? kept : null);
  const save = () => {
    report = { ...report, minutes: minutes() };
    if (out === null) return;
    writeFileSync(`${out}.json`, `${JSON.stringify(report, null, 2)}\n`);
    writeFileSync(`${out}.md`, cardText(report));
  };
  const wish = { ...places, tiny, kinds, resnet, races, isLate, tell };
  for (const { name, measure } of partsOf(wish)) {
    if (isLate()) report = { ...report, late: [...report.late, name] };
    else {
      const { works = [], ...race } = await measure();
      report = { ...report, ...race, works: [...report.works, ...works] };
    }
    save();
  }
  tell(`\n${cardText(report)}`);
  tell(
    out === null
      ? 'Not kept: these are not the numbers of a card. --out PATH writes them all the same.'
      : `Written to ${out}.json and ${out}.md.`,
  );
}
