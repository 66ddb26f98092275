/** The spectrum of dimensions: what separates classes in which modality. */
import type { EpochEnded } from '../../protocol/events';
import type { DimensionSpectrum } from '../../protocol/measures';
import { spectrumOf } from '../../state/measures/spectrum';
import { SpectrumPicture } from '../../ui/figures/SpectrumPicture';
import { epochOf, pairOf, sourceOf } from '../measured-epoch';
import { figure } from './figure';

const { summary } = sourceOf([], []);

const SEPARABILITY = {
  picture: [0.62, 0.12, 0.48, 0.09, 0.33, 0.05],
  sound: [0.08, 0.31, 0.4, 0.06, 0.04, 0.22],
};

const spectrum = (separability: DimensionSpectrum['separability']): DimensionSpectrum => ({
  separability,
  mean: { picture: 0.28, sound: 0.19 },
  sizes: { both: 1, only: { picture: 2, sound: 2 }, neither: 1 },
  drift: null,
});

function Drawn({ epoch }: { readonly epoch: EpochEnded }) {
  const found = spectrumOf(epoch, summary);
  return found ? <SpectrumPicture spectrum={found} effective="Above the mean line." /> : null;
}

export const FIGURE = figure<EpochEnded>({
  id: 'spectrum',
  name: 'Dimension spectrum',
  caption:
    'How well every feature dimension alone tells the classes apart, the best first; colour says who owns it, marks say who teaches and who learns along it.',
  width: 440,
  data: epochOf('di-mml', 6, {
    setsFixed: true,
    dimensionSpectrum: spectrum(SEPARABILITY),
    pairAlignments: [pairOf('picture', 'sound', [0, 4]), pairOf('sound', 'picture', [1, 5])],
  }),
  draw: (epoch) => <Drawn epoch={epoch} />,
  faults: [
    {
      name: 'two modalities are swapped',
      spoil: (epoch) => ({
        ...epoch,
        dimensionSpectrum: spectrum({ picture: SEPARABILITY.sound, sound: SEPARABILITY.picture }),
      }),
      changes: [
        /<svg aria-label="picture: .*best alone/,
        /<rect .*fill="var\(--modality-1\)".* width="22\.8"/,
        />best 62/,
      ],
      keeps: /^\s*only picture$/,
    },
    {
      name: 'the last dimension is too high',
      spoil: (epoch) => ({
        ...epoch,
        dimensionSpectrum: spectrum({
          ...SEPARABILITY,
          sound: [...SEPARABILITY.sound.slice(0, -1), 0.26],
        }),
      }),
      changes: [/<rect .*fill="var\(--modality-2\)".* height=/],
      keeps: /<rect .*fill="var\(--modality-1\)"/,
    },
  ],
});
