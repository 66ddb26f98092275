/**
 * A race as a Jupyter notebook: Python with PyTorch and numpy that trains the same methods from the same data, first
 * weights and batches, without reading anything of the lab's, and holds no result. Each method and each kind of encoder
 * brings its own text (methods/, encoders/); what is not used stays out.
 */
import type { Catalogue } from '../protocol/catalogue';
import type { DataSet } from '../protocol/data-set';
import { parseClassGroups } from '../protocol/knobs';
import { ownKey, sharedKey } from '../protocol/names';
import type { Settings } from '../protocol/settings';
import { type Cell, ipynb } from './ipynb';
import { ownData } from './own-data';
import type { NamedPart, Part } from './part';
import { generator } from './parts/generator';
import { layers } from './parts/layers';
import { measures } from './parts/measures';
import { streams } from './parts/streams';
import { training } from './parts/training';
import { pythonLiteral } from './python-literal';
import { type Encoder, encodersOf, type Run, runsOf } from './race-parts';

/** What a notebook is made of. */
export interface NotebookRequest {
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  /** The data of the race; of generated ones the sizes alone are read. */
  readonly dataSet: DataSet;
  /** What the notebook is called, without an ending: a file of data beside it is called so, too. */
  readonly name: string;
}

export interface Notebook {
  /** The `.ipynb`. */
  readonly text: string;
  /** Data that must lie beside it; null where it needs none. */
  readonly file: { readonly name: string; readonly bytes: Uint8Array } | null;
  /** What a person should know of it. */
  readonly sentences: readonly string[];
}

/** @throws SettingsError for a method without a text, and what else cannot be written. */
export async function writeNotebook(request: NotebookRequest): Promise<Notebook> {
  const { settings, dataSet, name } = request;
  const runs = runsOf(request);
  const encoders = encodersOf({ settings, modalities: dataSet.modalities });
  // samples that lack a modality are not drawn by the notebook
  const isDrawn = settings.data.source === 'generator' && !isIncomplete(dataSet);
  const own = isDrawn ? null : await ownData(dataSet, `${name}.npz`);
  const parts = inOrder([
    streams,
    own?.part ?? generator,
    layers,
    ...encoders.map(({ part }) => part),
    training,
    measuresWithData(dataSet, encoders),
    ...runs.map(({ part }) => part),
  ]);
  const cells: Cell[] = [
    { kind: 'markdown', text: introduction(request, runs, encoders, own?.sentence) },
    { kind: 'code', text: setup(settings, dataSet, encoders) },
    ...parts.flatMap(cellsOf),
    { kind: 'markdown', text: '## The race' },
    { kind: 'code', text: race(runs) },
    { kind: 'markdown', text: '## The table\n\nOn the test samples, after the last epoch.' },
    { kind: 'code', text: TABLE },
  ];
  return { text: ipynb(cells), file: own?.file ?? null, sentences: own ? [own.sentence] : [] };
}

const isIncomplete = ({ modalities }: DataSet): boolean =>
  modalities.some(({ present }) => present?.includes(0));

/** Every part once, each after what it needs. */
function inOrder(parts: readonly Part[]): readonly Part[] {
  const found = new Set<Part>();
  const add = (part: Part) => {
    for (const needed of ('needs' in part && (part as NamedPart).needs) || []) add(needed);
    found.add(part);
  };
  for (const part of parts) add(part);
  return [...found];
}

const cellsOf = ({ title, text, python }: Part): Cell[] => [
  { kind: 'markdown', text: `## ${title}\n\n${text}` },
  { kind: 'code', text: python },
];

function introduction(
  { dataSet }: NotebookRequest,
  runs: readonly Run[],
  encoders: readonly Encoder[],
  own?: string,
): string {
  return `# Modality competition: ${dataSet.name}

${runs.map(({ label }) => label).join(', ')}, trained in PyTorch as Modality Lab trains them: the same data, first weights and batches. Run all cells; Python needs numpy and PyTorch, and nothing else.${own ? ` ${own}` : ''}

There is no result of the lab in here: every number below is worked out when the cells run. After each epoch it should be that of the lab to within a test sample for the first five epochs, and to within two points at the end, for rounding drives nets apart.${encoders.some(({ hasBatchNorm }) => hasBatchNorm) ? ` ${MAGNIFIED}` : ''}`;
}

/** Settings that have a number in the generator's text. */
function generatorSettings({ generator: given }: Settings): unknown {
  const withGroups = <T extends { readonly merge: string }>({ merge, ...rest }: T) => ({
    ...rest,
    groups: parseClassGroups(merge),
  });
  return { ...given, picture: withGroups(given.picture), sound: withGroups(given.sound) };
}

function setup(settings: Settings, dataSet: DataSet, encoders: readonly Encoder[]): string {
  const { seed, epochs, batchSize, dropLast, optimizer, samples, data } = settings;
  const values: [string, unknown][] = [
    ['SEED', seed],
    ['EPOCHS', epochs],
    ['BATCH_SIZE', batchSize],
    ['DROP_LAST', dropLast],
    // a batch norm has no variance in a batch of one
    ['SMALLEST_BATCH', encoders.some(({ hasBatchNorm }) => hasBatchNorm) ? 2 : 1],
    ['OPTIMIZER', optimizer],
    ['CLASS_NAMES', dataSet.classNames],
  ];
  if (data.source === 'generator' && !isIncomplete(dataSet)) {
    values.push(['SAMPLES', samples], ['GENERATOR', generatorSettings(settings)]);
  }
  const lines = values.map(([name, value]) => `${name} = ${pythonLiteral(value)}`);
  return `import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

${encoders.some(({ isLarge }) => isLarge) ? '' : ONE_THREAD}${lines.join('\n')}
CLASSES = len(CLASS_NAMES)`;
}

/** The data opened, before what is measured on them. */
function measuresWithData({ modalities }: DataSet, encoders: readonly Encoder[]): Part {
  const entries = modalities.map(({ id, shape }, m) => {
    const { part, fields } = encoders[m] as Encoder;
    return `    ${JSON.stringify(id)}: {
        "shape": ${pythonLiteral(shape)},
        "make": ${part.name},
        "encoder": ${pythonLiteral(fields, 8)},
    },
`;
  });
  const ids = modalities.map(({ id }) => id);
  return {
    title: measures.title,
    text: measures.text,
    python: `
MODALITIES = {
${entries.join('')}}
READOUTS = ${pythonLiteral(ids.map(ownKey))}
SHARED_READOUTS = ${pythonLiteral(ids.map(sharedKey))}

INPUTS, HAS, LABELS, ROWS = open_data()


def split_of(name):
    """Samples of a split; has: which of them have each modality, None where all do."""
    rows = ROWS[name]
    masks = [None if has is None or has[rows].all() else torch.from_numpy(has[rows]) for has in HAS]
    return {"x": [torch.from_numpy(x[rows]) for x in INPUTS.values()], "y": torch.from_numpy(LABELS[rows]), "has": masks}


TRAIN, TEST = split_of("train"), split_of("test")
VALIDATION = split_of("validation") if len(ROWS["validation"]) else None
HELD_OUT = TEST if VALIDATION is None else VALIDATION  # what curves are measured on
${measures.python}`,
  };
}

function race(runs: readonly Run[]): string {
  const entries = runs.map(
    ({ name, part, weightSeed, knobs }) =>
      `    (${JSON.stringify(name)}, ${part.name}, ${weightSeed}, ${pythonLiteral(knobs, 4)}),\n`,
  );
  return `# name, method, seed of the weights, knobs
RUNS = [
${entries.join('')}]

HISTORY, ENDS = {}, {}
for name, method, weight_seed, knobs in RUNS:
    HISTORY[name], ENDS[name] = train(method(name, weight_seed, knobs))`;
}

const MAGNIFIED =
  'Batch norms magnify rounding with every step, the more so the smaller the batches and the higher the learning rate: numbers may then be further apart, as those of the lab’s own engines are.';

const ONE_THREAD = 'torch.set_num_threads(1)  # nets this small are slower on several\n\n';

const TABLE = `COLUMNS = list(dict.fromkeys(key for told in ENDS.values() for key in told))
print("| run | " + " | ".join(COLUMNS) + " |")
print("|---|" + "---:|" * len(COLUMNS))
for name, told in ENDS.items():
    cells = [f"{told[key]:.4f}" if key in told else "" for key in COLUMNS]
    print(f"| {name} | " + " | ".join(cells) + " |")`;
