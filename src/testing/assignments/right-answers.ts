/** Twenty right answers to the six assignments that come with the lab: each solves its own on every seed. */
import type { SettingsInput } from '../../protocol/settings';

export interface RightAnswer {
  readonly task: string;
  /** What a pupil would say of it. */
  readonly idea: string;
  readonly settings: SettingsInput;
}

const sound = (knobs: NonNullable<NonNullable<SettingsInput['generator']>['sound']>) => ({
  generator: { sound: knobs },
});
const sensors = (
  picture: NonNullable<NonNullable<SettingsInput['generator']>['picture']>,
  other: NonNullable<NonNullable<SettingsInput['generator']>['sound']> = {},
) => ({ generator: { picture, sound: other } });
const ownLosses = (knobs: Readonly<Record<string, unknown>>) => ({
  methods: { 'multi-loss': knobs },
});

export const RIGHT_ANSWERS: readonly RightAnswer[] = [
  { task: 'slow-learner', idea: 'every tone starts alike', settings: sound({ phaseRange: 0 }) },
  { task: 'slow-learner', idea: 'tones start nearly alike', settings: sound({ phaseRange: 0.2 }) },
  { task: 'slow-learner', idea: 'a little more phase', settings: sound({ phaseRange: 0.4 }) },
  { task: 'slow-learner', idea: 'shown as a spectrum', settings: sound({ view: 'spectrum' }) },

  { task: 'less-starving', idea: 'own losses count as much', settings: ownLosses({ weight: 1 }) },
  { task: 'less-starving', idea: 'own losses count less', settings: ownLosses({ weight: 0.6 }) },
  { task: 'less-starving', idea: 'own losses count more', settings: ownLosses({ weight: 3 }) },
  {
    task: 'less-starving',
    idea: 'own losses, and features added up',
    settings: ownLosses({ weight: 1, fusion: 'sum' }),
  },

  {
    task: 'need-each-other',
    idea: 'each cannot tell what the other can',
    settings: sensors({ merge: '0-2', fail: 0 }, { merge: '3-5', fail: 0 }),
  },
  {
    task: 'need-each-other',
    idea: 'the same the other way round',
    settings: sensors({ merge: '3-5', fail: 0 }, { merge: '0-2', fail: 0 }),
  },
  {
    task: 'need-each-other',
    idea: 'seldom missing, and each blind for half',
    settings: sensors({ merge: '0-2', fail: 0.05 }, { merge: '3-5', fail: 0.05 }),
  },

  { task: 'trust-the-surer', idea: 'no picture at the test', settings: sensors({ failTest: 1 }) },
  { task: 'trust-the-surer', idea: 'hardly any picture', settings: sensors({ failTest: 0.9 }) },
  { task: 'trust-the-surer', idea: 'few pictures', settings: sensors({ failTest: 0.8 }) },

  { task: 'joint-wins', idea: 'a sound that is noise', settings: sensors({}, { fail: 1 }) },
  {
    task: 'joint-wins',
    idea: 'a picture that is noise',
    settings: sensors({ fail: 1 }, { fail: 0, noise: 0.2 }),
  },
  {
    task: 'joint-wins',
    idea: 'classes alike in pairs, other pairs in each',
    settings: sensors({ merge: '0-1,2-3,4-5', fail: 0 }, { merge: '1-2,3-4', fail: 0 }),
  },

  { task: 'worse-than-alone', idea: 'the sound never fails', settings: sensors({}, { fail: 0 }) },
  {
    task: 'worse-than-alone',
    idea: 'and the picture is noisier',
    settings: sensors({ noise: 0.5 }, { fail: 0 }),
  },
  {
    task: 'worse-than-alone',
    idea: 'the sound never fails and is clearer',
    settings: sensors({}, { fail: 0, noise: 0.8 }),
  },
];
