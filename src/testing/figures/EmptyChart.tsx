/** A chart before its race: axes and levels stand, and a sentence says what will appear. */
import { MeasureChart } from '../../ui/figures/MeasureChart';
import { figure } from './figure';
import { RACE, type Race, sourceOfRace, withCourse } from './race';
import { LABEL_MARGIN, raceChart } from './race-charts';

const EMPTY = { picture: [], sound: [], fusion: [], alignment: [], withinClass: [] };

export const FIGURE = figure<Race>({
  id: 'chart-empty',
  name: 'A chart before its race',
  caption: 'Axes and levels stand before the first epoch, and a sentence says what will appear.',
  width: 440,
  data: { joint: EMPTY, 'di-mml': EMPTY },
  draw: (race) => (
    <MeasureChart chart={raceChart(sourceOfRace(race), 'unimodal')} labelMargin={LABEL_MARGIN} />
  ),
  faults: [
    {
      name: 'a run has said something after all',
      spoil: (race) => withCourse(race, 'joint', () => RACE.joint),
      adds: [/<path .*stroke="var\(--modality-1\)"/, /<text .*>picture, Joint/],
      keeps: /<text .*>guessing/,
    },
    {
      name: 'the curve of one modality ends after its first epoch',
      spoil: (race) =>
        withCourse(race, 'joint', () => ({
          picture: [0.4],
          sound: [],
          fusion: [0.4],
          alignment: [],
          withinClass: [],
        })),
      adds: [/<circle .*fill="var\(--modality-1\)"/],
      keeps: /<text .*>guessing/,
    },
  ],
});
