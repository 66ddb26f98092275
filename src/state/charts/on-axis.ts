/**
 * Puts a chart on another axis: two methods that are level by the epoch need not be by the step or by the clock. Pure; a
 * chart over several seeds stays by epochs, for a mean has no clock.
 */
import { REFERENCE_RUN } from '../../protocol/default-race';
import { type RaceSaid, racingRuns } from '../race-store';
import { type SpentAt, spentAlone, spentByEpoch } from '../spent';
import type { AxisId } from './axis';
import type { Chart } from './chart';

/** What each run had taken after each of its epochs, by its name. */
export type Courses = ReadonlyMap<string, readonly SpentAt[]>;

export function coursesOf(said: RaceSaid): Courses {
  return new Map([
    ...racingRuns(said.record).map((run) => [run.name, spentByEpoch(run)] as const),
    [REFERENCE_RUN, spentAlone(said)],
  ]);
}

/** What had been taken by the end of an epoch; nothing before the first, null where nobody knows. */
function takenBy(course: readonly SpentAt[], epoch: number, of: 'steps' | 'seconds') {
  if (epoch === 0) return 0;
  return course.find((at) => at.epoch === epoch)?.[of] ?? null;
}

/** The longest course, to its expected end: steps are known before they are taken, seconds are not. */
function lengthOf(courses: Courses, lastEpoch: number, of: 'steps' | 'seconds'): number {
  const lengths = [...courses.values()].map((course) => {
    const [last, before] = [course.at(-1), course.at(-2)];
    if (!last) return 0;
    const anEpoch = last.steps - (before?.steps ?? 0);
    return of === 'steps'
      ? last.steps + Math.max(0, lastEpoch - last.epoch) * anEpoch
      : last.seconds;
  });
  return Math.max(0, ...lengths);
}

/** The chart across what was taken: every point and mark where its own run stood then. */
export function onAxis(chart: Chart, id: AxisId, courses: Courses): Chart {
  const isOfSeeds = (chart.bands?.length ?? 0) > 0;
  if (id === 'epochs' || isOfSeeds) return chart;
  const course = (run: string | undefined) => (run === undefined ? [] : (courses.get(run) ?? []));
  const lines = chart.lines.map((line) => ({
    ...line,
    points: line.points.flatMap((point) => {
      const x = takenBy(course(line.run), point.epoch, id);
      return x === null ? [] : [{ ...point, x }];
    }),
  }));
  const marks = chart.marks.flatMap((mark) => {
    const x = takenBy(course(mark.run), mark.epoch, id);
    return x === null ? [] : [{ ...mark, x }];
  });
  return { ...chart, lines, marks, across: { id, last: lengthOf(courses, chart.lastEpoch, id) } };
}
