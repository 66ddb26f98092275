/** Files of a set that DI-MML was published with: its settings in one press, the price said first. */
import {
  isReadAsPublished,
  type PublishedOffer as Offered,
  priceText,
  publishedChoices,
  publishedExperiment,
  tooManyText,
} from '../../state/importing/as-published';
import type { Reading } from '../../state/importing/importing-store';
import { useExperiment, useImporting, useSession } from '../session-context';

interface Props {
  readonly offer: Offered;
  readonly reading: Reading;
}

export function PublishedOffer({ offer, reading }: Props) {
  const { importing } = useSession();
  const settings = useExperiment((state) => state.settings);
  const current = useImporting((state) => state.current);
  if (!current) return null;
  const { samples } = reading.report;
  const tooMany = tooManyText(offer, samples);
  return (
    <>
      <h3>As DI-MML was published</h3>
      <p className="small">
        ResNet-18 on large pictures and whole spectra, with its authors’ settings for these files.{' '}
        {priceText(offer, samples)} {tooMany}
      </p>
      {isReadAsPublished(offer, reading) ? (
        <p className="small">They were read so, and will be trained so.</p>
      ) : tooMany === null ? (
        <div>
          <button
            type="button"
            className="button outlined"
            disabled={current.phase !== 'read'}
            onClick={() =>
              void importing.choose(
                publishedChoices(offer, reading.choices),
                publishedExperiment(offer, settings, current.name),
              )
            }
          >
            Read them as published
          </button>
        </div>
      ) : null}
    </>
  );
}
