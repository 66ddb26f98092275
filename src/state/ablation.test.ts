import { expect, it } from 'vitest';
import { settingsFrom } from '../data/starting-settings';
import { diMml } from '../method/descriptions/di-mml';
import { runNames } from '../protocol/settings';
import { openedSession } from '../testing/opened-session';
import { ablationMethods, isAblation, MOST_RUNS } from './ablation';

it('races DI-MML against itself in as many runs as a race takes', () => {
  const methods = ablationMethods(settingsFrom({}), diMml);
  expect(Object.keys(methods)).toHaveLength(MOST_RUNS);
  expect(methods['di-mml@no-duc']).toEqual({ duc: { kind: 'off' } });
  const neither = { sharedWeight: 0, duc: { kind: 'off' } };
  expect(methods['di-mml@neither']).toEqual(neither);
  // what the shared head does as a mere rise of the learning rate
  expect(methods['di-mml@twice-the-rate']).toEqual({ ...neither, learningRateFactor: 2 });
});

it('keeps the knobs that DI-MML has', () => {
  const own = { fusionEpochs: 7, duc: { temperature: 2, warmupEpochs: 3 } };
  const methods = ablationMethods(settingsFrom({ methods: { 'di-mml': own } }), diMml);
  expect(methods['di-mml']).toEqual(own);
  expect(methods['di-mml@no-duc']).toEqual({
    fusionEpochs: 7,
    duc: { temperature: 2, warmupEpochs: 3, kind: 'off' },
  });
});

it('names only knobs and values that DI-MML has', () => {
  const paths = (tree: object, at = ''): [string, unknown][] =>
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'object' ? paths(value, `${at}${key}.`) : [[`${at}${key}`, value]],
    );
  for (const knobs of Object.values(ablationMethods(settingsFrom({}), diMml))) {
    for (const [path, value] of paths(knobs)) {
      const knob = diMml.knobs.find((each) => each.path === path);
      expect(knob, path).toBeDefined();
      if (knob?.kind === 'choice') expect(knob.choices).toContain(value);
    }
  }
});

it('is one choice on the page', async () => {
  const { session } = await openedSession();
  session.setMethods(ablationMethods(session.experiment.getState().settings, diMml));
  expect(isAblation(runNames(session.experiment.getState().settings), diMml)).toBe(true);
});
