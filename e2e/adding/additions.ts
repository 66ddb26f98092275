/**
 * One thing of every kind that can be added, as small as it may be and as real as it must be: each works, is tested, and
 * says of itself what people read. The recipes of docs/adding.md, carried out.
 */
import type { Addition } from './copy';

/** What each is called where people see it; nothing else in the project holds these words. */
export const SEEN = {
  method: 'Dummy method',
  knob: 'Dummy strength',
  methodWithLoss: 'Dummy with a loss',
  measure: 'Dummy measure',
  tab: 'Dummy tab',
  picture: 'Dummy picture',
  encoder: 'Dummy encoder',
  reader: 'Dummy table',
  set: 'Dummy set',
  view: 'Dummy view',
  preset: 'Dummy preset',
  setting: 'Dummy setting',
} as const;

const method: Addition = {
  row: 'a method',
  files: {
    'src/method/descriptions/dummy.ts': `/** Joint training with a knob that changes nothing, as it is told. */
import type { MethodDescription } from '../../protocol/catalogue';
import { joint } from './joint';

export const dummy: MethodDescription = {
  ...joint,
  id: 'dummy-method',
  label: '${SEEN.method}',
  explanation: 'Joint training under another name.',
  knobs: [
    {
      path: 'strength',
      kind: 'number',
      min: 0,
      max: 7,
      default: 3,
      label: '${SEEN.knob}',
      explanation: 'A number that changes nothing.',
    },
    ...joint.knobs,
  ],
};
`,
    'src/method/methods/dummy.ts': `/** Joint training with a knob that changes nothing. */
import type { MethodRun, RunContext } from '../method';
import { start as startJoint } from './joint';

export function start(context: RunContext): MethodRun {
  if (context.knobs.number('strength') > 7) throw new Error('The knob was not checked.');
  return startJoint(context);
}
`,
    'src/method/methods/dummy.test.ts': `import { expect, it } from 'vitest';
import { dummy } from '../descriptions/dummy';
import { joint } from '../descriptions/joint';

it('opens the walls that joint training opens', () => {
  expect(dummy.losses).toEqual(joint.losses);
});
`,
  },
  lines: [
    {
      file: 'src/method/catalogue.ts',
      after: "import { diMml } from './descriptions/di-mml';",
      line: "import { dummy } from './descriptions/dummy';",
    },
    {
      file: 'src/method/catalogue.ts',
      after: "import('./methods/opm') },",
      line: "  { description: dummy, load: () => import('./methods/dummy') },",
    },
  ],
};

const methodWithLoss: Addition = {
  row: 'a method with a loss of its own',
  files: {
    'src/method/descriptions/dummy-with-loss.ts': `/** Joint training with its loss counted one and a half times, as it is told. */
import type { MethodDescription } from '../../protocol/catalogue';
import { fusedLoss, joint } from './joint';

export const dummyWithLoss: MethodDescription = {
  ...joint,
  id: 'dummy-with-loss',
  label: '${SEEN.methodWithLoss}',
  explanation: 'Joint training with its loss counted one and a half times.',
  losses: [fusedLoss, { ...fusedLoss, id: 'dummy', label: 'The dummy loss' }],
};
`,
    'src/method/methods/dummy-with-loss.ts': `/** Joint training with the fused loss once more, at half its weight, under a name of its own. */
import { FUSED_LOSS, keyOf } from '../../protocol/names';
import { JOINT_STAGE } from '../descriptions/joint';
import type { MethodRun, RunContext } from '../method';
import { JointModel } from '../model/joint-model';

const DUMMY_LOSS = keyOf({ kind: 'whole', word: 'dummyLoss' });

/** Adds the gradient on the last forward pass's logits. */
function dummyLoss({ kernels }: RunContext, { pass, training }: JointModel): void {
  const { bank, recorder } = training;
  kernels.crossEntropy(pass.logits, bank.targets, 0.5, pass.dLogits, { recorder, name: DUMMY_LOSS });
}

export function start(context: RunContext): MethodRun {
  const model = new JointModel(context);
  return model.run({
    stage: JOINT_STAGE,
    step(learningRate) {
      model.training.step(learningRate, 'dummy', {
        losses() {
          model.fusedLoss();
          dummyLoss(context, model);
          model.fusedLossReachesEncoders();
        },
      });
    },
    total: (losses) =>
      (losses[FUSED_LOSS] ?? Number.NaN) + 0.5 * (losses[DUMMY_LOSS] ?? Number.NaN),
  });
}
`,
    'src/method/methods/dummy-with-loss.test.ts': `import { expect, it } from 'vitest';
import { dummyWithLoss } from '../descriptions/dummy-with-loss';

it('declares its loss', () => {
  expect(dummyWithLoss.losses.map(({ id }) => id)).toContain('dummy');
});
`,
  },
  lines: [
    {
      file: 'src/method/catalogue.ts',
      after: "import { dummy } from './descriptions/dummy';",
      line: "import { dummyWithLoss } from './descriptions/dummy-with-loss';",
    },
    {
      file: 'src/method/catalogue.ts',
      after: "import('./methods/dummy') },",
      line: "  { description: dummyWithLoss, load: () => import('./methods/dummy-with-loss') },",
    },
  ],
};

const measure: Addition = {
  row: 'a measure',
  files: {
    'src/method/measures/dummy.ts': `/** How many features a sample has, all modalities together: a number that everybody can check. */
import type { NumbersMeasure } from './measure';

export const dummyMeasure: NumbersMeasure = {
  description: {
    id: 'dummyMeasure',
    label: '${SEEN.measure}',
    explanation: 'Features of a sample, all modalities together.',
    per: 'run',
    unit: 'amount',
    subtitle: 'numbers of a sample',
    shows: 'every-run',
    heavy: false,
    tab: 'geometry',
    waiting: 'The number of features will appear here.',
    absent: 'Nobody counted.',
  },
  take: ({ heldOut }) =>
    heldOut.readings.features.reduce((total, { columns }) => total + columns, 0),
};
`,
    'src/method/measures/dummy.test.ts': `import { expect, it } from 'vitest';
import { dummyMeasure } from './dummy';

it('is one number for each run', () => {
  expect(dummyMeasure.description.per).toBe('run');
});
`,
  },
  lines: [
    {
      file: 'src/method/measures/catalogue.ts',
      after: "import { dimensionSpectrumMeasure } from './dimension-spectrum';",
      line: "import { dummyMeasure } from './dummy';",
    },
    { file: 'src/method/measures/catalogue.ts', after: '\n  ckaMeasure,', line: '  dummyMeasure,' },
  ],
};

const tab: Addition = {
  row: 'a tab',
  files: {
    'src/ui/happens/dummy/dummy-tab.tsx': `/** A tab with one sentence. */
import type { TabDescription } from '../tab';

function Dummy() {
  return <h2>${SEEN.picture}</h2>;
}

export const dummyTab: TabDescription = {
  id: 'dummy',
  word: '${SEEN.tab}',
  name: '${SEEN.tab}',
  shows: 'race',
  Pictures: Dummy,
};
`,
  },
  lines: [
    {
      file: 'src/ui/happens/tabs.ts',
      after: "import { dimensionsTab } from './dimensions/dimensions-tab';",
      line: "import { dummyTab } from './dummy/dummy-tab';",
    },
    { file: 'src/ui/happens/tabs.ts', after: '\n  mapTab,', line: '  dummyTab,' },
  ],
};

const encoder: Addition = {
  row: 'an encoder',
  files: {
    'src/engine/encoders/dummy.ts': `/** An encoder without hidden layers. */
import type { EncoderMaker } from './encoder';
import { mlp } from './mlp';

export const dummy: EncoderMaker = (settings, shape, place) =>
  mlp({ ...settings, hidden: [] }, shape, place);
`,
  },
  lines: [
    {
      file: 'src/protocol/encoders.ts',
      after: 'export const ENCODERS = {',
      line: `  dummy: {
    label: '${SEEN.encoder}',
    explanation: 'One layer, straight to the feature.',
    uses: ['featureDim', 'embedding'],
    refusal: () => null,
  },`,
    },
    {
      file: 'src/engine/encoders/catalogue.ts',
      after: 'Readonly<Record<EncoderKind, () => Promise<EncoderMaker>>> = {',
      line: "  dummy: () => import('./dummy').then(({ dummy }) => dummy),",
    },
  ],
};

const reader: Addition = {
  row: 'a kind of file',
  files: {
    'src/data/import/table/read-dummy.ts': `/** A table whose cells are separated by signs of the dollar. */
import type { TableReader } from '../reader';
import { readSeparated } from './read-separated';

export const dummyTable: TableReader = {
  id: 'dummy',
  name: '${SEEN.reader}',
  endings: ['dummy'],
  gives: 'table',
  where: 'anywhere',
  note: 'A dollar between the cells.',
  read: (bytes, file) =>
    readSeparated(bytes.map((byte) => (byte === 36 ? 44 : byte)), file),
};
`,
    'src/data/import/table/read-dummy.test.ts': `import { expect, it } from 'vitest';
import { dummyTable } from './read-dummy';

it('reads dollars as commas', async () => {
  const bytes = new TextEncoder().encode('a$b\\n1$2\\n');
  expect((await dummyTable.read(bytes, 'x.dummy')).columns.map(({ name }) => name)).toEqual(['a', 'b']);
});
`,
  },
  lines: [
    {
      file: 'src/data/import/readers.ts',
      after: "import { arff } from './table/read-arff';",
      line: "import { dummyTable } from './table/read-dummy';",
    },
    { file: 'src/data/import/readers.ts', after: '\n  arff,', line: '  dummyTable,' },
  ],
};

const set: Addition = {
  row: 'a published set',
  files: {
    'src/data/import/published/dummy.ts': `/** A set that is never found. */
import type { PublishedSet } from './clips';

export const DUMMY_SET: PublishedSet = {
  id: 'dummy-set',
  name: '${SEEN.set}',
  guide: 'Known by nothing.',
  licence: 'Nobody holds it.',
  find: async () => null,
};
`,
    'src/data/import/published/dummy.test.ts': `import { expect, it } from 'vitest';
import { DUMMY_SET } from './dummy';

it('has a name', () => {
  expect(DUMMY_SET.name).toBe('${SEEN.set}');
});
`,
  },
  lines: [
    {
      file: 'src/data/import/published/published-sets.ts',
      after: "import { CREMA_D } from './cremad';",
      line: "import { DUMMY_SET } from './dummy';",
    },
    {
      file: 'src/data/import/published/published-sets.ts',
      after: 'readonly PublishedSet[] = [',
      line: '  DUMMY_SET,',
    },
  ],
};

const view: Addition = {
  row: 'a view',
  files: {
    'src/ui/dummy/DummyView.tsx': `/** A view with one sentence, and the strip that leads back. */
import { TopStrip } from '../shell/TopStrip';

export function DummyView() {
  return (
    <>
      <TopStrip />
      <main>
        <h1>${SEEN.view}</h1>
      </main>
    </>
  );
}
`,
  },
  lines: [
    {
      file: 'src/state/views.ts',
      after: "    key: 'p',\n  },",
      line: `  {
    id: 'dummy',
    label: '${SEEN.view}',
    explanation: 'One sentence and nothing else.',
    key: 'd',
  },`,
    },
    {
      file: 'src/ui/views.ts',
      after: "import type { ViewId } from '../state/views';",
      line: "import { DummyView } from './dummy/DummyView';",
    },
    { file: 'src/ui/views.ts', after: '\n  lab: LabView,', line: '  dummy: DummyView,' },
  ],
};

const preset: Addition = {
  row: 'a preset',
  files: {},
  lines: [
    {
      file: 'src/data/presets.ts',
      after:
        "compare joint training with the better one alone.',\n    { picture: { noise: 0.7, fail: 0 }, sound: { noise: 1, fail: 0 } },\n  ),",
      line: `  preset('dummy-preset', '${SEEN.preset}', 'Nothing is noisy and nothing fails here; see whether anything starves.', {
    picture: { noise: 0, fail: 0 },
    sound: { noise: 0, fail: 0 },
  }),`,
    },
  ],
};

const setting: Addition = {
  row: 'a setting',
  files: {},
  lines: [
    {
      file: 'src/protocol/training-knobs.ts',
      after: 'export const TRAINING = {',
      line: `  dummySetting: whole({
    label: '${SEEN.setting}',
    explanation: 'A number that nothing reads.',
    unit: 'things',
    min: 2,
    max: 9,
    default: 4,
  }),`,
    },
  ],
};

export const ADDITIONS: readonly Addition[] = [
  method,
  methodWithLoss,
  measure,
  tab,
  encoder,
  reader,
  set,
  view,
  preset,
  setting,
];
