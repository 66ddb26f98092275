/** The lanes of a method whose wall is open. */
import { LanePicture } from '../../ui/lanes/LanePicture';
import { epochOf } from '../measured-epoch';
import { figure } from './figure';
import { type Lanes, lanesOf, SUMMARY, withSwappedLanes } from './lanes';

export const FIGURE = figure<Lanes>({
  id: 'lanes-joint',
  name: 'Lanes, joint training',
  caption:
    'The wall is open: both features meet in the fusion head, and its gradient (dashes, as wide as it is strong) flows back into both encoders.',
  width: 480,
  data: {
    summary: SUMMARY,
    epoch: epochOf('joint', 6, { gradientNorm: { picture: 0.3, sound: 0.02 } }),
  },
  draw: (lanes) => (
    <ul>
      <LanePicture model={lanesOf('joint', lanes)} dash="dashed" isMoving={false} samples={[]} />
    </ul>
  ),
  faults: [
    {
      name: 'two modalities are swapped',
      spoil: withSwappedLanes,
      changes: [
        /<text class="LaneSvg__name".*>Picture/,
        /<path class="LaneSvg__dashes".*stroke-width/,
      ],
      keeps: /<line class="LaneSvg__door"/,
    },
    {
      name: 'the gradient ends at the wrong encoder',
      spoil: ({ epoch, summary }) => ({
        summary,
        epoch: { ...epoch, gradientNorm: { picture: 0.02, sound: 0.3 } },
      }),
      changes: [/<path class="LaneSvg__dashes".*stroke-width/],
      keeps: /<text class="LaneSvg__name".*>Picture/,
    },
  ],
});
