/** The lanes of a method that steers its encoders: an open wall, and what is done to each gradient on its way. */
import { LanePicture } from '../../ui/lanes/LanePicture';
import { epochOf } from '../measured-epoch';
import { figure } from './figure';
import { type Lanes, lanesOf, SUMMARY, withSwappedLanes } from './lanes';

export const FIGURE = figure<Lanes>({
  id: 'lanes-steered',
  name: 'Lanes, OGM-GE',
  caption:
    'The wall is open, and on its way to each encoder the gradient is multiplied and noise is added: the numbers are the epoch\u2019s own.',
  width: 480,
  data: {
    summary: SUMMARY,
    epoch: epochOf('ogm-ge', 6, {
      gradientNorm: { picture: 0.12, sound: 0.05 },
      gradientFactor: { picture: 0.17, sound: 1 },
    }),
  },
  draw: (lanes) => (
    <ul>
      <LanePicture model={lanesOf('ogm-ge', lanes)} dash="dotted" isMoving={false} samples={[]} />
    </ul>
  ),
  faults: [
    {
      name: 'two modalities are swapped',
      spoil: withSwappedLanes,
      changes: [/<text class="LaneSvg__name".*>Picture/, /<text .*>\u00D7\u00A00.17/],
      keeps: /<circle class="LaneSvg__sign"/,
    },
    {
      name: 'the factor of one modality is the other\u2019s',
      spoil: ({ epoch, summary }) => ({
        summary,
        epoch: { ...epoch, gradientFactor: { picture: 1, sound: 0.17 } } as typeof epoch,
      }),
      changes: [/<text .*>\u00D7\u00A00.17/],
      keeps: /<text class="LaneSvg__name".*>Picture/,
    },
  ],
});
