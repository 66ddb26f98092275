/** What the fake lab says of methods and data: made up, and close enough to look at. Testing only. */
import type { Catalogue } from '../protocol/catalogue';
import type { DataSetSummary } from '../protocol/data-set';
import type { LabEvent } from '../protocol/messages';
import type { Settings } from '../protocol/settings';

const rest = { stages: [], losses: [], prediction: null } as const;

export const fakeCatalogue: Catalogue = [
  {
    id: 'joint',
    label: 'Joint',
    phrase: 'under joint training',
    whenBest: 'Here the jointly trained net wins: not every data set follows the script.',
    dash: 'dashed',
    explanation: 'One loss on the fused features trains every encoder at once.',
    citation: 'The usual baseline',
    knobs: [
      {
        path: 'fusion',
        kind: 'choice',
        choices: ['concat', 'sum'],
        default: 'concat',
        label: 'Fusion',
        explanation: 'How the features meet.',
      },
    ],
    ...rest,
  },
  {
    id: 'di-mml',
    label: 'DI-MML',
    dash: 'solid',
    explanation: 'Each encoder learns from its own head; DUC and a shared head let them talk.',
    citation: 'Fan et al., ACM MM 2024, arXiv 2407.19514',
    knobs: [
      {
        path: 'fusionEpochs',
        kind: 'number',
        integer: true,
        min: 0,
        max: 1000,
        default: 15,
        label: 'Epochs of the fusion head',
        countsEpochs: true,
        explanation: 'How long the fusion head trains on frozen encoders.',
      },
    ],
    ...rest,
  },
  {
    id: 'late-ensemble',
    label: 'Late ensemble',
    explanation: 'Each encoder trains alone; their answers are averaged.',
    citation: 'Hansen & Salamon 1990',
    knobs: [
      {
        path: 'average',
        kind: 'choice',
        choices: ['probabilities', 'logits', 'certainty'],
        default: 'probabilities',
        label: 'What is averaged',
        explanation: 'Probabilities, logits, or logits by certainty.',
      },
    ],
    ...rest,
  },
  {
    id: 'unimodal',
    label: 'Unimodal',
    explanation: 'Each encoder trains alone.',
    citation: 'The reference of every gap',
    knobs: [],
    ...rest,
  },
];

function fakeValues(kind: 'image' | 'audio' | 'vector', label: number, i: number): Float32Array {
  if (kind === 'audio') {
    return Float32Array.from(
      { length: 64 },
      (_, t) => Math.sin((t * (label + 3)) / 10 + i) + 0.3 * Math.sin(t * 7.3 + i),
    );
  }
  if (kind === 'vector')
    return Float32Array.from({ length: 24 }, (_, t) => Math.sin(t * (label + 1) + i));
  return Float32Array.from({ length: 256 }, (_, p) => {
    const distance = Math.hypot((p % 16) - 7.5, Math.floor(p / 16) - 7.5);
    return (distance < 3 + (label % 4) ? 1.6 : -0.6) + 0.4 * Math.sin(p * 12.9 + i);
  });
}

/** A summary shaped like the generator's. */
export function fakeSummary(settings: Settings): DataSetSummary {
  const { generator, samples } = settings;
  const modalities: DataSetSummary['modalities'] = [
    { id: 'picture', name: 'Picture', kind: 'image', shape: [16, 16, 1] },
    { id: 'sound', name: 'Sound', kind: 'audio', shape: [64] },
    ...(generator.vector.enabled
      ? [{ id: 'vector', name: 'Vector', kind: 'vector' as const, shape: [24] }]
      : []),
  ];
  const classNames = [
    'disc',
    'ring',
    'square',
    'frame',
    'plus',
    'cross',
    'triangle',
    'bars',
    'stripes',
    'diamond',
  ];
  const total = samples.train + samples.test + samples.validation;
  return {
    id: settings.data.id,
    name: 'Generated',
    classNames: classNames.slice(0, generator.classes),
    provenance: { origin: 'made up', licence: 'none' },
    modalities,
    counts: samples,
    classCounts: Array.from({ length: generator.classes }, () =>
      Math.round(total / generator.classes),
    ),
    notes: [],
    previews: Array.from({ length: 16 }, (_, i) => ({
      label: i % generator.classes,
      values: modalities.map(({ kind }) =>
        fakeValues(
          kind === 'image' || kind === 'audio' ? kind : 'vector',
          i % generator.classes,
          i,
        ),
      ),
    })),
  };
}

/** The lab's answer to `read-samples`: classes go round, as in made-up snapshots. */
export function fakeSamples(settings: Settings, rows: readonly number[]): LabEvent {
  const { modalities, counts } = fakeSummary(settings);
  const size = counts.train + counts.validation + counts.test;
  const missing = rows.find((row) => row >= size);
  if (missing !== undefined) {
    const failed = {
      code: 'no-such-sample',
      message: `There is no sample ${missing}.`,
      hint: 'Choose another.',
    };
    return { kind: 'request-failed', request: 'read-samples', failed };
  }
  const labels = rows.map((row) => row % settings.generator.classes);
  const values = modalities.map(({ kind }) => {
    const drawn = labels.map((label, i) =>
      fakeValues(kind === 'image' || kind === 'audio' ? kind : 'vector', label, i),
    );
    return Float32Array.from(drawn.flatMap((sample) => [...sample]));
  });
  return { kind: 'samples-read', rows, labels, values };
}
