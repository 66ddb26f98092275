/** Files of a set that DI-MML was published with: its settings in one press, the price said first. */
import { VARIANTS } from '../../protocol/backends';
import {
  isReadSo,
  publishedChoices,
  publishedExperiment,
} from '../../state/importing/as-published';
import { useExperiment, useImporting, useLab, useSession } from '../session-context';
import css from './PublishedOffer.module.css';

/** Empty for files of any other set. */
export function PublishedOffer() {
  const { importing } = useSession();
  const settings = useExperiment((state) => state.settings);
  const device = useLab((state) => state.report);
  const current = useImporting((state) => state.current);
  const offer = current?.published;
  if (!offer) return null;
  const { phase, choices, name } = current;
  const ways = offer.ways[device ? VARIANTS[device.backend].backend : 'wasm'];
  return (
    <section className={css.offer} aria-labelledby="published-title">
      <h3 id="published-title">As DI-MML was published</h3>
      <p className="small">Its authors’ settings for these files: {offer.words}.</p>
      {offer.tooMany ? <p className="small">{offer.tooMany}</p> : null}
      {ways.map((way) => (
        <div key={way.name} className={css.way}>
          {isReadSo(way, choices) ? (
            <p className="small">
              {phase === 'read'
                ? 'They were read so, and will be trained so.'
                : 'They are being read so.'}
            </p>
          ) : (
            <button
              type="button"
              className="button outlined"
              onClick={() =>
                void importing.choose(
                  publishedChoices(way, choices),
                  publishedExperiment(offer, way, settings, name),
                )
              }
            >
              {way.name}
            </button>
          )}
          <p className="small quiet">{way.text}</p>
        </div>
      ))}
    </section>
  );
}
