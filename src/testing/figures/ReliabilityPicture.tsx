/** How sure a head is against how often it is right. */
import type { EpochEnded } from '../../protocol/events';
import type { CalibrationOfHead } from '../../protocol/measures';
import { reliabilities } from '../../state/measures/reliability';
import { ReliabilityPicture } from '../../ui/figures/ReliabilityPicture';
import { epochOf, sourceOf } from '../measured-epoch';
import { figure } from './figure';

const { summary } = sourceOf([], []);

const PICTURE: CalibrationOfHead = {
  error: 0.031,
  count: [0, 20, 60, 120, 200],
  confidence: [null, 0.35, 0.52, 0.71, 0.93],
  accuracy: [null, 0.3, 0.5, 0.74, 0.96],
};
const SOUND: CalibrationOfHead = {
  error: 0.212,
  count: [40, 120, 140, 80, 20],
  confidence: [0.18, 0.33, 0.5, 0.68, 0.9],
  accuracy: [0.1, 0.15, 0.28, 0.42, 0.6],
};

export const FIGURE = figure<EpochEnded>({
  id: 'reliability',
  name: 'Reliability',
  caption:
    'How often a head is right when it is so sure: on the diagonal it is as sure as right, under it too sure. The size of a dot is the number of samples.',
  width: 300,
  data: epochOf('di-mml', 6, { calibration: { picture: PICTURE, sound: SOUND } }),
  draw: (epoch) => (
    <ul>
      {reliabilities(epoch, summary).map((head) => (
        <ReliabilityPicture key={head.key} head={head} />
      ))}
    </ul>
  ),
  faults: [
    {
      name: 'two modalities are swapped',
      spoil: (epoch) => ({ ...epoch, calibration: { picture: SOUND, sound: PICTURE } }),
      changes: [
        /<circle .*fill="var\(--modality-1\)"/,
        /<circle .*fill="var\(--modality-2\)"/,
        /<svg aria-label="picture.*: (surer|about as sure)/,
      ],
      keeps: /<line class="ReliabilityPicture__frame"/,
    },
    {
      name: 'the last dot stands too low',
      spoil: (epoch) => ({
        ...epoch,
        calibration: {
          picture: { ...PICTURE, accuracy: [...PICTURE.accuracy.slice(0, -1), 0.9] },
          sound: SOUND,
        },
      }),
      changes: [/<circle .*fill="var\(--modality-1\)"/],
      keeps: /<circle .*fill="var\(--modality-2\)"/,
    },
  ],
});
