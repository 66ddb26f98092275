/**
 * From the settings to an encoder: the kind that a modality gets, where it suits the modality's shape.
 * Must not know methods or batches; the encoder bank does.
 */
import { encoderMaker, fetchEncoder } from '../../engine/encoders/catalogue';
import type { EncoderPlan } from '../../engine/encoders/encoder';
import { VARIANTS } from '../../protocol/backends';
import { ENCODERS, type EncoderSettings, encoderOf } from '../../protocol/encoders';
import { type Settings, SettingsError } from '../../protocol/settings';
import type { RunContext } from '../method';
import type { ModalityShape } from '../run/race-data';
import { encoderModule } from './parameter-names';

/**
 * The encoder that the settings ask for, whose code `fetchEncoders` has fetched.
 * @throws SettingsError where its kind cannot read the modality, in the words of its description.
 */
export function chooseEncoder(settings: Settings, modality: ModalityShape): EncoderPlan {
  const encoder = suitedEncoder(settings, modality);
  return encoderMaker(encoder.kind)(encoder, modality.shape, encoderModule(modality.position));
}

/**
 * Fetches the code of the encoders that the settings ask for, and the kernels that they need, so that they can be chosen.
 * @throws SettingsError as `chooseEncoder` does; TooMuchMemoryError where the memory cannot hold what they train with.
 */
export async function fetchEncoders({
  kernels,
  settings,
  data,
  batch,
}: Pick<RunContext, 'kernels' | 'settings' | 'data' | 'batch'>): Promise<void> {
  for (const modality of data.modalities)
    await fetchEncoder(suitedEncoder(settings, modality).kind);
  const encoders = data.modalities.map((modality) => ({
    id: modality.id,
    plan: chooseEncoder(settings, modality),
  }));
  if (!encoders.some(({ plan }) => plan.isDeep)) return;
  if (VARIANTS[kernels.backend].backend === 'wasm') {
    const { mustFitEncoders } = await import('./encoders-fit');
    const { modalities, train, validation, test } = data;
    const samples = train.size + (validation?.size ?? 0) + test.size;
    const numbers = modalities.reduce((sum, { inputSize }) => sum + inputSize, 0);
    mustFitEncoders(encoders, batch.most, settings.optimizer.kind, 4 * samples * numbers);
  }
  await kernels.loadDeep();
}

/** Modalities in whose last layers a batch norm has one pixel of each image. To be asked once `fetchEncoders` has fetched. */
export const endingInOnePixel = ({
  settings,
  data,
}: Pick<RunContext, 'settings' | 'data'>): readonly string[] =>
  data.modalities.flatMap((modality) =>
    chooseEncoder(settings, modality).endsInOnePixel ? [modality.id] : [],
  );

function suitedEncoder(settings: Settings, { id, shape }: ModalityShape): EncoderSettings {
  const encoder = encoderOf(settings, id);
  const refusal = ENCODERS[encoder.kind].refusal(id, shape);
  if (refusal !== null) {
    const path = `encoders.${id}.kind`;
    throw new SettingsError(path, `${path} is "${encoder.kind}", but ${refusal}`);
  }
  return encoder;
}
