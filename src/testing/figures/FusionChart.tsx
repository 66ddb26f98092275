/** The chart "Fusion accuracy" of two runs: in ink, told apart by their dash. */
import { MeasureChart } from '../../ui/figures/MeasureChart';
import { figure } from './figure';
import { RACE, type Race, sourceOfRace, withCourse, withWrongEnd } from './race';
import { LABEL_MARGIN, raceChart } from './race-charts';

export const FIGURE = figure<Race>({
  id: 'chart-fusion',
  name: 'Fusion accuracy',
  caption:
    'How often each method is right with all modalities together: in ink, for it belongs to no modality; methods differ in their dash.',
  width: 440,
  data: RACE,
  draw: (race) => (
    <MeasureChart chart={raceChart(sourceOfRace(race), 'fusion')} labelMargin={LABEL_MARGIN} />
  ),
  faults: [
    {
      name: 'two methods are taken for each other',
      spoil: (race) => ({ joint: race['di-mml'], 'di-mml': race.joint }),
      changes: [
        /<path .*stroke-dasharray="6 4"/,
        /<path .*stroke-dasharray="none"/,
        /<text .*>DI-MML/,
      ],
      keeps: /<text .*>guessing/,
    },
    {
      name: 'the last value of one curve is off by two points',
      spoil: (race) =>
        withCourse(race, 'joint', ({ fusion }) => ({ fusion: withWrongEnd(fusion, -0.02) })),
      changes: [/<path .*stroke-dasharray="6 4"/, /<text .*>Joint/],
      keeps: /<path .*stroke-dasharray="none"/,
    },
  ],
});
