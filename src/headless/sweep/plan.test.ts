import { describe, expect, it } from 'vitest';
import { publishedSettings } from '../../data/import/published/published-settings';
import { DEFAULT_RACE, DEFAULT_RUNS } from '../../protocol/default-race';
import { expandPlan, type PlannedTask, parsePlan, planError } from './plan';
import { hashOf, parseTask, writeTasks } from './task-list';

const tasksOf = (plan: unknown): PlannedTask[] => expandPlan(parsePlan(plan));

/** What tells the tasks of these plans apart. */
const brief = ({ settings }: PlannedTask) =>
  [
    settings.data.id,
    ...Object.entries(settings.methods).map(([name, knobs]) => name + JSON.stringify(knobs)),
    settings.seed,
  ].join(' ');

describe('a plan', () => {
  it('becomes a task for every preset, value, method and seed, in this order', () => {
    const tasks = tasksOf({
      presets: ['sound-starves', 'penguins'],
      methods: ['joint', 'unimodal'],
      seeds: '1-2',
      set: { batchSize: [16, 32], epochs: [5, 6] },
    });
    expect(tasks).toHaveLength(2 * 2 * 2 * 2 * 2);
    expect(tasks.slice(0, 5).map(brief)).toEqual([
      'sound-starves joint{} 1',
      'sound-starves joint{} 2',
      'sound-starves unimodal{} 1',
      'sound-starves unimodal{} 2',
      'sound-starves joint{} 1',
    ]);
    expect(
      tasks.map(({ settings: { batchSize, epochs } }) => `${batchSize} ${epochs}`).slice(0, 16),
    ).toEqual(['16 5', '16 6', '32 5', '32 6'].flatMap((each) => Array(4).fill(each)));
    expect(tasks[16]?.settings.data).toMatchObject({ source: 'builtin', id: 'penguins' });
  });

  it('asks for a knob of one method without training the others twice', () => {
    const tasks = tasksOf({
      methods: ['joint', 'di-mml'],
      set: { 'methods.di-mml.sharedWeight': [0, 0.5], 'methodDefaults.di-mml.fusionEpochs': [3] },
    });
    expect(tasks.map(brief)).toEqual([
      'sound-starves joint{} 1',
      'sound-starves di-mml{"sharedWeight":0} 1',
      'sound-starves di-mml{"sharedWeight":0.5} 1',
    ]);
  });

  it('that names nothing trains the default race, one run a task, on the default data', () => {
    const tasks = tasksOf({});
    expect(tasks.map(({ settings }) => settings.methods)).toEqual(
      DEFAULT_RUNS.map((name) => ({ [name]: DEFAULT_RACE[name] })),
    );
  });

  it('has settings that all tasks start from, and keeps what a preset says beside them', () => {
    const [task] = tasksOf({
      settings: { epochs: 7, seed: 5, methods: { 'joint@sum': { fusion: 'sum' } } },
      presets: ['synergy'],
    });
    expect(task?.settings).toMatchObject({ epochs: 7, seed: 5, generator: { synergy: true } });
    expect(task?.settings.methods).toEqual({ 'joint@sum': { fusion: 'sum' } });
  });

  it.each<[unknown, string | RegExp]>([
    [[], 'The plan is []; it must be an object.'],
    [{ method: ['joint'] }, 'There is no method in a plan; it has settings, presets, methods'],
    [{ presets: [] }, 'presets is []; it must name presets.'],
    [{ presets: ['nowhere'] }, 'presets[0]: data.id is "nowhere"; it must be one of'],
    [{ methods: ['joint', 'No Name'] }, 'methods[1]: '],
    [{ seeds: '3-1' }, 'seeds is "3-1"; it must be seeds from 0'],
    [{ set: 7 }, 'set is 7; it must be an object of values by path.'],
    [{ set: { epochs: 5 } }, 'set.epochs is 5; it must be a list of values.'],
    [{ set: { epochs: [5, 0] } }, 'set["epochs"][1]: epochs is 0; it must'],
    [{ set: { seed: [1, 2] } }, 'set names seed; a plan has seeds for that.'],
    [{ set: { epochz: [1] } }, 'set["epochz"][0]: There is no setting called epochz.'],
    [{ settings: { epochs: 0 } }, 'settings: epochs is 0; it must'],
    // it is in neither of the two
    [
      { settings: { epochz: 1 }, presets: ['synergy'], methods: ['joint'] },
      /^settings: There is no setting called epochz\./,
    ],
    [
      { methods: ['joint'], set: { 'methods.di-mml.sharedWeight': [0] } },
      'set names methods.di-mml.sharedWeight; di-mml is none of the methods: joint.',
    ],
  ])('%j is refused by its place', (plan, sentence) => {
    expect(() => tasksOf(plan)).toThrow(sentence);
  });

  it('takes the published settings of files beside presets, and changes them as it says', () => {
    const settings = publishedSettings('crema-d') ?? {};
    const plan = {
      presets: ['as-published', 'penguins'],
      methods: ['di-mml'],
      settings: { batchSize: 8 },
      set: { 'data.mostSamples': [40, 80] },
    };
    const tasks = expandPlan(parsePlan(plan), { id: 'my clips', settings });
    expect(tasks.map(({ settings: { data } }) => [data.id, data.mostSamples])).toEqual([
      ['my clips', 40],
      ['my clips', 80],
      ['penguins', 40],
      ['penguins', 80],
    ]);
    expect(tasks[0]).toMatchObject({
      settings: {
        data: { source: 'files', imageSize: 224, frames: 3 },
        encoders: { '*': { kind: 'resnet18' } },
        methodDefaults: { 'di-mml': { duc: { temperature: 50 } } },
        epochs: 150,
        batchSize: 8,
      },
      proposesEpochs: false,
    });
    expect(tasks[2]?.settings.encoders).toEqual({});
  });

  it('of ten paths with ten values each is refused before its tasks are made', () => {
    const ten = Array.from({ length: 10 }, (_, i) => i);
    const set = Object.fromEntries(ten.map((i) => [`generator.path${i}`, ten]));
    expect(() => tasksOf({ set })).toThrow('The plan has more than 1000000 tasks.');
  });

  it('is told of what only the lab refuses by the place that asked for it', () => {
    const [task] = tasksOf({ presets: ['synergy'], methods: ['joint'] });
    const { places } = task as PlannedTask;
    const told = (message: string) => planError({ message }, places).message;
    expect(told('methods.joint.fusion is 3; it must be a word.')).toMatch(
      /^presets\[0\], methods\[0\]: /,
    );
    expect(told('There is no setting called methods.joint.x.')).toMatch(
      /^presets\[0\], methods\[0\]: /,
    );
    expect(told('batchSize is 1; it must be more.')).toMatch(/^settings: /);
    // which modalities there are is the preset's affair
    expect(told('encoders.sound.kind is "cnn", but')).toMatch(/^settings, presets\[0\]: /);
    expect(told('A head of this method cannot do that.')).toMatch(/^presets\[0\], methods\[0\]: /);
  });
});

describe('a list of tasks', () => {
  it('is one settings object a line, which reads back as the same task', () => {
    const tasks = tasksOf({ methods: ['joint', 'di-mml'], seeds: '1-2' });
    const lines = writeTasks(tasks.map(({ settings }) => settings))
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(4);
    const hashes = lines.map((line, i) => hashOf(parseTask(line, 'tasks.jsonl', i + 1)));
    expect(hashes).toEqual(tasks.map(({ settings }) => hashOf(settings)));
    expect(new Set(hashes).size).toBe(4);
    expect(hashes[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  it('names a task the same in whatever order its settings are written', () => {
    const [task] = tasksOf({ methods: ['joint'] });
    const { settings } = task as PlannedTask;
    const turned = Object.fromEntries(Object.entries(settings).reverse());
    expect(hashOf(parseTask(JSON.stringify(turned), 'tasks.jsonl', 1))).toBe(hashOf(settings));
    expect(hashOf({ ...settings, seed: 2 })).not.toBe(hashOf(settings));
  });

  it('that is damaged is refused by its line', () => {
    expect(() => parseTask('{"epochs":', 'a/tasks.jsonl', 3)).toThrow(
      'a/tasks.jsonl, line 3 is not JSON',
    );
    expect(() => parseTask('{"epochs":0}', 'tasks.jsonl', 2)).toThrow(
      'tasks.jsonl, line 2: epochs is 0; it must',
    );
  });
});
