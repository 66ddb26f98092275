/** Two numbers of a scene against each other, a point a pupil. */
import type { NumberSummary, Scatter } from '../../state/lessons/class/class-summary';
import { ScatterPicture } from '../../ui/class/ScatterPicture';
import { spreadOf } from '../../verdict/spread';
import { figure } from './figure';

type Point = Scatter['points'][number];

const POINTS: readonly Point[] = [
  { seed: 11, x: 0.72, y: 28 },
  { seed: 12, x: 0.75, y: 31.5 },
  { seed: 13, x: 0.74, y: 29 },
  { seed: 14, x: 0.78, y: 33 },
];

function scatterOf(points: readonly Point[]): Scatter {
  const of = (
    about: Pick<NumberSummary, 'id' | 'label' | 'unit'>,
    values: readonly number[],
  ): NumberSummary => ({ ...about, values, spread: spreadOf(values) });
  return {
    x: of(
      { id: 'alone', label: 'sound alone', unit: 'share' },
      points.map(({ x }) => x),
    ),
    y: of(
      { id: 'lost', label: 'the sound lost', unit: 'points' },
      points.map(({ y }) => y),
    ),
    points,
  };
}

export const FIGURE = figure<Scatter>({
  id: 'class-scatter',
  name: 'Scatter of a class',
  caption:
    'Two of a scene’s numbers against each other, a point for each pupil; the cross is the mean with one standard deviation either way.',
  width: 640,
  data: scatterOf(POINTS),
  draw: (scatter) => <ScatterPicture scatter={scatter} type={14} />,
  faults: [
    {
      name: 'the axes are swapped',
      spoil: ({ x, y, points }) => ({
        x: y,
        y: x,
        points: points.map((point) => ({ seed: point.seed, x: point.y, y: point.x })),
      }),
      changes: [/<svg aria-label="4.pupils/, /<circle class="ClassFigures__point"/],
      keeps: /<th scope="col">Seed$/,
    },
    {
      name: 'the last point stands too low',
      spoil: () => scatterOf([...POINTS.slice(0, -1), { seed: 14, x: 0.78, y: 32 }]),
      changes: [/<circle class="ClassFigures__point"/, /<path class="ClassFigures__cross"/],
      keeps: /<svg aria-label="4.pupils/,
    },
  ],
});
