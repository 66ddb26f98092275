/** The chart of gradient norms, on its log axis. */
import { MeasureChart } from '../../ui/figures/MeasureChart';
import { figure } from './figure';
import { RACE, sourceOfRace, withWrongEnd } from './race';
import { LABEL_MARGIN, measureChart } from './race-charts';

interface Norms {
  readonly picture: readonly number[];
  readonly sound: readonly number[];
}

const gradientNorm = ({ picture, sound }: Norms, at: number) => ({
  picture: picture[at] ?? null,
  sound: sound[at] ?? null,
});

export const FIGURE = figure<Norms>({
  id: 'chart-gradient',
  name: 'Gradient of each encoder',
  caption: 'How strongly each encoder is pulled, on a log axis: powers of ten stand on it.',
  width: 440,
  data: {
    picture: [0.2, 0.11, 0.06, 0.03, 0.02, 0.012],
    sound: [0.05, 0.012, 0.006, 0.004, 0.003, 0.002],
  },
  draw: (norms) => (
    <MeasureChart
      chart={measureChart(
        sourceOfRace(RACE, (run, at) =>
          run === 'joint' ? { gradientNorm: gradientNorm(norms, at) } : {},
        ),
        'losses',
        'gradient-norm',
      )}
      labelMargin={LABEL_MARGIN}
    />
  ),
  faults: [
    {
      name: 'two modalities are swapped',
      spoil: ({ picture, sound }) => ({ picture: sound, sound: picture }),
      changes: [
        /<path .*stroke="var\(--modality-1\)"/,
        /<path .*stroke="var\(--modality-2\)"/,
        /<text .*fill="var\(--modality-1-type\)"/,
      ],
      keeps: /<text .*>0\.1/,
    },
    {
      name: 'the last value of one curve is off',
      spoil: ({ picture, sound }) => ({ picture, sound: withWrongEnd(sound, 0.001) }),
      changes: [/<path .*stroke="var\(--modality-2\)"/, /<text .*>sound/],
      keeps: /<path .*stroke="var\(--modality-1\)"/,
    },
  ],
});
