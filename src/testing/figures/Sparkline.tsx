/** A run on the shelf as one small line, with the reach of its seeds. */
import { Sparkline } from '../../ui/figures/Sparkline';
import { figure } from './figure';
import { withWrongEnd } from './race';

interface Courses {
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/** Mean and reach of two seeds, as the shelf has them. */
const bandOf = ({ first, second }: Courses) =>
  first.map((value, i) => {
    const other = second[i] ?? value;
    return {
      mean: (value + other) / 2,
      low: Math.min(value, other),
      high: Math.max(value, other),
    };
  });

export const FIGURE = figure<Courses>({
  id: 'sparkline',
  name: 'Sparkline',
  caption:
    'The course of one method over two seeds in a few pixels: the mean, and how far they lie apart.',
  width: 96,
  data: { first: [0.2, 0.5, 0.7, 0.8], second: [0.3, 0.42, 0.74, 0.9] },
  draw: (courses) => <Sparkline band={bandOf(courses)} />,
  faults: [
    {
      name: 'two epochs of one seed are swapped',
      spoil: ({ first, second }) => ({
        first: [first[1] ?? 0, first[0] ?? 0, ...first.slice(2)],
        second,
      }),
      changes: [/<polyline/, /<polygon/],
      keeps: /<path class="Sparkline__ground"/,
    },
    {
      name: 'one seed ends in the wrong place',
      spoil: ({ first, second }) => ({ first, second: withWrongEnd(second, -0.04) }),
      changes: [/<polyline/, /<polygon/],
      keeps: /<path class="Sparkline__ground"/,
    },
  ],
});
