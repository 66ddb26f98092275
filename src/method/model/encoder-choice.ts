/**
 * From the settings to an encoder: the kind that a modality gets, where it suits the modality's shape.
 * Must not know methods or batches; the encoder bank does.
 */
import { ENCODER_MAKERS } from '../../engine/encoders/catalogue';
import type { EncoderPlan } from '../../engine/encoders/encoder';
import { ENCODERS, encoderOf } from '../../protocol/encoders';
import { type Settings, SettingsError } from '../../protocol/settings';
import type { ModalityShape } from '../run/race-data';
import { encoderModule } from './parameter-names';

/**
 * The encoder that the settings ask for.
 * @throws SettingsError where its kind cannot read the modality, in the words of its description.
 */
export function chooseEncoder(settings: Settings, modality: ModalityShape): EncoderPlan {
  const { id, shape, position } = modality;
  const encoder = encoderOf(settings, id);
  const refusal = ENCODERS[encoder.kind].refusal(id, shape);
  if (refusal !== null) {
    const path = `encoders.${id}.kind`;
    throw new SettingsError(path, `${path} is "${encoder.kind}", but ${refusal}`);
  }
  return ENCODER_MAKERS[encoder.kind](encoder, shape, encoderModule(position));
}
