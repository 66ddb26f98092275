/** The lanes of a method whose wall is shut, with what one modality teaches the other. */
import { LanePicture } from '../../ui/lanes/LanePicture';
import { epochOf, pairOf } from '../measured-epoch';
import { figure } from './figure';
import { type Lanes, lanesOf, SUMMARY, withSwappedLanes } from './lanes';

export const FIGURE = figure<Lanes>({
  id: 'lanes-di-mml',
  name: 'Lanes, DI-MML',
  caption:
    'The wall is shut: every encoder has its own head; only the shared head and the one-way arrows along complementary dimensions cross.',
  width: 480,
  data: {
    summary: SUMMARY,
    epoch: epochOf('di-mml', 6, {
      setsFixed: true,
      gradientNorm: { picture: 0.1, sound: 0.1 },
      pairAlignments: [pairOf('picture', 'sound', [1, 4, 5]), pairOf('sound', 'picture', [2, 9])],
    }),
  },
  draw: (lanes) => (
    <ul>
      <LanePicture model={lanesOf('di-mml', lanes)} dash="solid" isMoving={true} samples={[]} />
    </ul>
  ),
  faults: [
    {
      name: 'two modalities are swapped',
      spoil: withSwappedLanes,
      changes: [/<text class="LaneSvg__name".*>Picture/, /<text .*>3 dims/],
      keeps: /<line class="LaneSvg__door"/,
    },
    {
      name: 'the arrows of teaching end on the wrong side',
      spoil: ({ epoch, summary }) => ({
        summary,
        epoch: {
          ...epoch,
          pairAlignments: [
            pairOf('sound', 'picture', [1, 4, 5]),
            pairOf('picture', 'sound', [2, 9]),
          ],
        },
      }),
      changes: [/<text .*>3 dims/, /<line class="LaneSvg__tick"/],
      keeps: /<text class="LaneSvg__name".*>Picture/,
    },
  ],
});
