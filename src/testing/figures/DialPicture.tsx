/** The dial of the discrepancy ratio. */
import type { EpochEnded } from '../../protocol/events';
import { dialOf } from '../../state/measures/dial';
import { DialPicture } from '../../ui/figures/DialPicture';
import { epochOf, sourceOf } from '../measured-epoch';
import { figure } from './figure';

const { summary } = sourceOf([], []);

function Dial({ epoch }: { readonly epoch: EpochEnded }) {
  const dial = dialOf(epoch, summary);
  return dial ? <DialPicture dial={dial} /> : null;
}

export const FIGURE = figure<EpochEnded>({
  id: 'dial',
  name: 'Discrepancy dial',
  caption:
    'Which modality leads: a needle each on a log scale whose top is balance; the dot is the same on training samples.',
  width: 440,
  data: epochOf('joint', 6, {
    discrepancyRatio: { picture: 3.6, sound: 1 / 3.6 },
    discrepancyRatioTraining: { picture: 5, sound: 0.2 },
  }),
  draw: (epoch) => <Dial epoch={epoch} />,
  faults: [
    {
      name: 'two modalities are swapped',
      spoil: (epoch) => ({
        ...epoch,
        discrepancyRatio: { picture: 1 / 3.6, sound: 3.6 },
        discrepancyRatioTraining: { picture: 0.2, sound: 5 },
      }),
      changes: [/<p>The (picture|sound) is 3\.6 times/, /<line stroke-linecap.* x2=/, /<td>3\.6/],
      keeps: /<path class="DialPicture__line"/,
    },
    {
      name: 'one needle ends in the wrong place',
      spoil: (epoch) => ({ ...epoch, discrepancyRatio: { picture: 4.6, sound: 1 / 3.6 } }),
      changes: [/<line stroke-linecap.* x2=/, /<p>The picture is \d\.6 times/],
      keeps: /<circle class="DialPicture__dot"/,
    },
  ],
});
