/** Tasks of a plan have validation samples as a race of all its runs has them. */
import { expect, it } from 'vitest';
import { catalogue } from '../../method/catalogue';
import { expandPlan, parsePlan } from './plan';
import { withValidationTasks } from './set-aside-tasks';

const NEEDS_SOME = { methods: ['joint', 'relearn'], seeds: '1-2' };
const PRESETS = ['sound-starves', 'penguins'];

/** Samples or share set aside, by task, and what is said of it. */
function setAside(plan: object) {
  const { tasks, told } = withValidationTasks(expandPlan(parsePlan(plan)), catalogue);
  const counts = tasks.map(({ settings: { data, samples, split } }) =>
    data.source === 'generator' ? samples.validation : split.validation,
  );
  return { counts, told };
}

it('where one needs them, all on the same data have them, and it is said once', () => {
  const { counts, told } = setAside({ ...NEEDS_SOME, presets: ['sound-starves', 'synergy'] });
  expect(counts).toEqual(Array.from({ length: 8 }, () => 400));
  expect(told).toEqual([
    'relearn needs validation samples: 400 are set aside (samples.validation). They are drawn in addition; training and test samples stay the same. All tasks on the same data have them.',
  ]);
});

it.each([
  ['none needs them', { methods: ['joint'], seeds: '1-2' }, 0],
  ['the plan says how many, be it 0', { settings: { samples: { validation: 0 } } }, 0],
  ['it takes several numbers of them', { set: { 'samples.validation': [7] } }, 7],
])('where %s they stay as they are', (_, more, wanted) => {
  const { counts, told } = setAside({ presets: PRESETS.slice(0, 1), ...NEEDS_SOME, ...more });
  expect(new Set(counts)).toEqual(new Set([wanted]));
  expect(told).toEqual([]);
});

it('data that come with some are left alone', () => {
  const { counts, told } = setAside({ ...NEEDS_SOME, presets: PRESETS });
  expect(new Set(counts.slice(0, 4))).toEqual(new Set([400]));
  expect(new Set(counts.slice(4))).toEqual(new Set(setAside({ presets: ['penguins'] }).counts));
  expect(told).toHaveLength(1);
});
