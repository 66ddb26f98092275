/** The chart "Unimodal accuracy" over three seeds of two runs: means, each with the band that its seeds spread over. */
import { zip } from '../../math/zip';
import type { StoredRun } from '../../state/runs/stored-run';
import { seedCharts } from '../../state/seeds/seed-charts';
import { curveOf } from '../../state/seeds/seed-curves';
import { MeasureChart } from '../../ui/figures/MeasureChart';
import { wholeRun } from '../stored-runs';
import { figure } from './figure';
import { ALONE, type Course, RACE, type Race, sourceOfRace, withAlone, withCourse } from './race';
import { LABEL_MARGIN } from './race-charts';

/** The race by seed. */
type Seeds = readonly [Race, Race, Race];

/** The same courses, all higher or lower by so much. */
const moved = (race: Race, by: number): Race => {
  const all = (values: readonly number[]) => values.map((value) => value + by);
  const course = ({ picture, sound, ...rest }: Course): Course => ({
    ...rest,
    picture: all(picture),
    sound: all(sound),
  });
  return { joint: course(race.joint), 'di-mml': course(race['di-mml']) };
};

const SEEDS: Seeds = [moved(RACE, -0.04), RACE, moved(RACE, 0.05)];

/** The runs of a race as the shelf has them. */
function storedOf(race: Race, seed: number): readonly StoredRun[] {
  const { record, levels } = withAlone(sourceOfRace(race), ALONE);
  return record.map((run): StoredRun => {
    const { stored } = wholeRun(run.name, { seed });
    const { status: _status, snapshots: _s, progress: _p, checkpoint: _c, ...said } = run;
    return { ...stored, levels, run: { ...stored.run, ...said, end: stored.run.end } };
  });
}

function chartOf(seeds: Seeds) {
  const curves = zip(seeds, [1, 2, 3]).flatMap(([race, seed]) => storedOf(race, seed).map(curveOf));
  const source = sourceOfRace(RACE);
  const settings = { ...source.settings, methods: { joint: {}, 'di-mml': {} } };
  const [modalities] = seedCharts({ ...source, settings }, curves);
  return modalities;
}

/** Only the last seed's course of one run is another. */
const third = (seeds: Seeds, change: (course: Course) => Partial<Course>): Seeds => [
  seeds[0],
  seeds[1],
  withCourse(seeds[2], 'joint', change),
];

export const FIGURE = figure<Seeds>({
  id: 'chart-seeds',
  name: 'Unimodal accuracy over seeds',
  caption:
    'What each encoder knows by itself over three seeds: the line is their mean, the band one standard deviation on either side.',
  width: 440,
  data: SEEDS,
  draw: (seeds) => <MeasureChart chart={chartOf(seeds)} labelMargin={LABEL_MARGIN} />,
  faults: [
    {
      name: 'one seed is left out of the mean',
      spoil: ([first, second]) => [first, second, second],
      changes: [/<path .*fill="var\(--modality-1\)"/, /<path .*stroke-dasharray="6 4"/],
      keeps: /<text .*>guessing/,
    },
    {
      name: 'one seed of one run ends elsewhere',
      spoil: (seeds) =>
        third(seeds, ({ sound }) => ({
          sound: [...sound.slice(0, -1), (sound.at(-1) ?? 0) + 0.1],
        })),
      changes: [/<path .*fill="var\(--modality-2\)"/, /<path .*stroke="var\(--modality-2\)"/],
      keeps: /<path .*fill="var\(--modality-1\)"/,
    },
  ],
});
