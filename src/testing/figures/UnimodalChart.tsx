/** The chart "Unimodal accuracy" of two runs, a line per encoder and one per modality alone, looked at in an earlier epoch. */
import { MeasureChart } from '../../ui/figures/MeasureChart';
import { figure } from './figure';
import {
  ALONE,
  type Alone,
  pastRace,
  RACE,
  type Race,
  sourceOfRace,
  withAlone,
  withCourse,
  withWrongEnd,
} from './race';
import { LABEL_MARGIN, raceChart } from './race-charts';

interface Drawn {
  readonly race: Race;
  readonly alone: Alone;
}

const sourceOf = ({ race, alone }: Drawn) => withAlone(sourceOfRace(race), alone);

export const FIGURE = figure<Drawn>({
  id: 'chart-unimodal',
  name: 'Unimodal accuracy',
  caption:
    'How much each encoder knows by itself, per modality (colour) and method (dash), looked at in epoch 3. The fine dots are the same encoders trained alone; guessing is a level, DI-MML\u2019s second stage a mark.',
  width: 440,
  data: { race: RACE, alone: ALONE },
  draw: (drawn) => (
    <MeasureChart chart={raceChart(sourceOf(drawn), 'unimodal')} labelMargin={LABEL_MARGIN} />
  ),
  race: (drawn) => pastRace(sourceOf(drawn)),
  at: 3,
  faults: [
    {
      name: 'two modalities of one run are swapped',
      spoil: (drawn) => ({
        ...drawn,
        race: withCourse(drawn.race, 'di-mml', ({ picture, sound }) => ({
          picture: sound,
          sound: picture,
        })),
      }),
      changes: [
        /<path .*stroke="var\(--modality-1\)"/,
        /<path .*stroke="var\(--modality-2\)"/,
        /<text .*fill="var\(--modality-1-type\)".*>picture, DI-MML/,
      ],
      keeps: /<text .*>guessing/,
    },
    {
      name: 'what the sound reaches alone is off by two points at the end',
      spoil: ({ race, alone }) => ({
        race,
        alone: { ...alone, sound: withWrongEnd(alone.sound, 0.02) },
      }),
      changes: [/<path .*stroke="var\(--modality-2\)"/, />sound alone/],
      keeps: /<path .*stroke="var\(--modality-1\)"/,
    },
  ],
});
