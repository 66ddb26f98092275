/** The chart "DUC alignment" of two runs. */
import { MeasureChart } from '../../ui/figures/MeasureChart';
import { figure } from './figure';
import { RACE, type Race, sourceOfRace, withCourse, withWrongEnd } from './race';
import { LABEL_MARGIN, measureChart } from './race-charts';

export const FIGURE = figure<Race>({
  id: 'chart-alignment',
  name: 'DUC alignment',
  caption:
    'How closely the modalities agree on complementary dimensions, and thin beside it how closely other samples of a class do.',
  width: 440,
  data: RACE,
  draw: (race) => (
    <MeasureChart
      chart={measureChart(sourceOfRace(race), 'race', 'alignment')}
      labelMargin={LABEL_MARGIN}
    />
  ),
  faults: [
    {
      name: 'two methods are taken for each other',
      spoil: (race) => ({ joint: race['di-mml'], 'di-mml': race.joint }),
      changes: [/<path .*stroke-dasharray="6 4"/, /<text .*>Joint/],
      keeps: /<text .*>0/,
    },
    {
      name: 'the control of one run is off',
      spoil: (race) =>
        withCourse(race, 'di-mml', ({ withinClass }) => ({
          withinClass: withWrongEnd(withinClass, -0.2),
        })),
      changes: [/<path .*stroke-dasharray="none"/, /<tspan /],
      keeps: /<path .*stroke-dasharray="6 4"/,
    },
  ],
});
