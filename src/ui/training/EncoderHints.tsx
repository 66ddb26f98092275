/**
 * What is wrong with the encoder of one modality as it is set, said at its fields before anybody plays, with ways out: by the
 * rules that refuse the race.
 */
import { ENCODER_KINDS, ENCODERS, encoderOf } from '../../protocol/encoders';
import {
  featureLengths,
  oneLengthNeed,
  unlikeLengths,
  withFeatureLength,
} from '../../protocol/feature-lengths';
import { methodIdOf, runNames } from '../../protocol/settings';
import { useExperiment, useLab, useSession } from '../session-context';

export interface HintedModality {
  readonly id: string;
  readonly name: string;
  readonly shape: readonly number[];
}

/** A kind that cannot read the modality: an address, or what is set for all, may ask for it. */
function UnfitKind({ modality }: { readonly modality: HintedModality }) {
  const session = useSession();
  const { id, name, shape } = modality;
  const kind = useExperiment(({ settings }) => encoderOf(settings, id).kind);
  const refusal = ENCODERS[kind].refusal(id, shape);
  const fit = ENCODER_KINDS.find((each) => ENCODERS[each].refusal(id, shape) === null);
  if (refusal === null || !fit) return null;
  return (
    <>
      <p className="small problem">{`${ENCODERS[kind].label}: ${refusal}`}</p>
      <button
        type="button"
        className="link small"
        onClick={() => session.change(`encoders.${id}.kind`, fit)}
      >
        {`Use ${ENCODERS[fit].label} for ${name}`}
      </button>
    </>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Features of several lengths in a race that needs one. */
function UnlikeLength({
  modality,
  all,
}: {
  readonly modality: HintedModality;
  readonly all: readonly HintedModality[];
}) {
  const session = useSession();
  const settings = useExperiment((state) => state.settings);
  const catalogue = useLab((state) => state.catalogue);
  const ids = all.map(({ id }) => id);
  const lengths = featureLengths(settings, ids);
  const unlike = unlikeLengths(lengths);
  const need = runNames(settings).flatMap((run) => {
    const method = catalogue.find(({ id }) => id === methodIdOf(run));
    return (method && oneLengthNeed(method, settings, run)) ?? [];
  })[0];
  if (!unlike || need === undefined) return null;
  const own = lengths.find(({ id }) => id === modality.id);
  const other = lengths.find(({ dimensions }) => dimensions !== own?.dimensions);
  if (!own || !other) return null;
  const nameOf = (of: string) => all.find(({ id }) => id === of)?.name ?? of;
  const ways = [...new Set(lengths.map(({ dimensions }) => dimensions))].flatMap((dimensions) => {
    const alike = withFeatureLength(settings, ids, dimensions);
    return alike ? [{ dimensions, alike }] : [];
  });
  return (
    <>
      <p className="small problem">
        {`The feature of ${modality.name} has ${own.dimensions} dimensions, that of ${nameOf(other.id)} ${other.dimensions}. ${capital(need)} needs features of one length.`}
      </p>
      {ways.map(({ dimensions, alike }) => (
        <button
          key={dimensions}
          type="button"
          className="link small"
          onClick={() => session.takeSettings(alike)}
        >
          {`Give every feature ${dimensions} dimensions`}
        </button>
      ))}
    </>
  );
}

export default function EncoderHints({ modality }: { readonly modality: HintedModality }) {
  const all = useExperiment((state) => state.summary?.modalities ?? null);
  return (
    <div role="status" className="stack">
      <UnfitKind modality={modality} />
      {all && <UnlikeLength modality={modality} all={all} />}
    </div>
  );
}
