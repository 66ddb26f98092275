/** The chart "Unimodal accuracy" of two runs, a line per encoder, looked at in an earlier epoch. */
import { MeasureChart } from '../../ui/figures/MeasureChart';
import { figure } from './figure';
import { pastRace, RACE, type Race, sourceOfRace, withCourse, withWrongEnd } from './race';
import { LABEL_MARGIN, raceChart } from './race-charts';

export const FIGURE = figure<Race>({
  id: 'chart-unimodal',
  name: 'Unimodal accuracy',
  caption:
    'How much each encoder knows by itself, per modality (colour) and method (dash), looked at in epoch 3. Guessing is a level; DI-MML\u2019s second stage is a mark.',
  width: 440,
  data: RACE,
  draw: (race) => <MeasureChart chart={raceChart(race, 'unimodal')} labelMargin={LABEL_MARGIN} />,
  race: (race) => pastRace(sourceOfRace(race)),
  at: 3,
  faults: [
    {
      name: 'two modalities of one run are swapped',
      spoil: (race) =>
        withCourse(race, 'di-mml', ({ picture, sound }) => ({ picture: sound, sound: picture })),
      changes: [
        /<path .*stroke="var\(--modality-1\)"/,
        /<path .*stroke="var\(--modality-2\)"/,
        /<text .*fill="var\(--modality-1-type\)".*>picture, DI-MML/,
      ],
      keeps: /<text .*>guessing/,
    },
    {
      name: 'the last value of one curve is off by two points',
      spoil: (race) =>
        withCourse(race, 'joint', ({ sound }) => ({ sound: withWrongEnd(sound, 0.02) })),
      changes: [/<path .*stroke="var\(--modality-2\)"/, />sound, Joint/],
      keeps: /<path .*stroke="var\(--modality-1\)"/,
    },
  ],
});
