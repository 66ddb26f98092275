/** The chart "Unimodal accuracy" across seconds: every run at its own pace, looked at in an earlier epoch. */
import { coursesOf, onAxis } from '../../state/charts/on-axis';
import { MeasureChart } from '../../ui/figures/MeasureChart';
import { figure } from './figure';
import { pastRace, RACE, type Race, sourceOfRace, withCourse, withWrongEnd } from './race';
import { LABEL_MARGIN, raceChart } from './race-charts';

interface Drawn {
  readonly race: Race;
  /** Seconds that an epoch takes. */
  readonly pace: Readonly<Record<string, number>>;
}

const sourceOf = ({ race, pace }: Drawn) =>
  sourceOfRace(race, (run, at) => ({
    spent: { steps: 38 * (at + 1), trainMs: 1000 * (at + 1) * (pace[run] ?? 1), encoders: 2 },
  }));

export const FIGURE = figure<Drawn>({
  id: 'chart-seconds',
  name: 'Unimodal accuracy across seconds',
  caption:
    'The same race by the clock: DI-MML takes twice as long for an epoch, so its third epoch, which is looked at, stands further right.',
  width: 440,
  data: { race: RACE, pace: { joint: 0.5, 'di-mml': 1 } },
  draw: (drawn) => {
    const source = sourceOf(drawn);
    const chart = onAxis(raceChart(source, 'unimodal'), 'seconds', coursesOf(source));
    return <MeasureChart chart={chart} labelMargin={LABEL_MARGIN} />;
  },
  race: (drawn) => pastRace(sourceOf(drawn)),
  at: 3,
  faults: [
    {
      name: 'one run is drawn at the pace of the other',
      spoil: (drawn) => ({ ...drawn, pace: { joint: 0.5, 'di-mml': 0.5 } }),
      // its own curve stays as the axis shrinks with it
      changes: [/<path .*stroke-dasharray="6 4"/],
      keeps: /<text .*>guessing/,
    },
    {
      name: 'the last value of one curve is off by two points',
      spoil: (drawn) => ({
        ...drawn,
        race: withCourse(drawn.race, 'joint', ({ sound }) => ({
          sound: withWrongEnd(sound, 0.02),
        })),
      }),
      changes: [/<path .*stroke="var\(--modality-2\)"/, />sound, Joint/],
      keeps: /<path .*stroke="var\(--modality-1\)"/,
    },
  ],
});
