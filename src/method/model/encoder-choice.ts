/**
 * From the settings to an encoder: which kind a modality gets, and whether it suits the modality's shape.
 * Must not know methods or batches; the encoder bank does.
 */

import { Cnn, type CnnShape, cnnSpecs } from '../../engine/encoders/cnn';
import type { Encoder } from '../../engine/encoders/encoder';
import { Mlp, mlpSpecs } from '../../engine/encoders/mlp';
import type { Kernels, ParameterArena, ParameterSpec } from '../../engine/kernels/kernels';
import { type EncoderSettings, encoderOf } from '../../protocol/encoders';
import { type Settings, SettingsError } from '../../protocol/settings';
import type { ModalityShape } from '../run/race-data';
import { encoderModule } from './parameter-names';

/** Sides of images that a cnn takes, in pixels: below, nothing is left to pool; above, a step takes seconds. */
const SMALLEST_SIDE = 4;
const LARGEST_SIDE = 128;

/** An encoder before it is built. */
interface EncoderChoice {
  readonly specs: readonly ParameterSpec[];
  build(kernels: Kernels, arena: ParameterArena): Encoder;
}

/**
 * The encoder that the settings ask for.
 * @throws SettingsError where a cnn is asked for and the modality is no image, or none of a size it takes.
 */
export function chooseEncoder(settings: Settings, modality: ModalityShape): EncoderChoice {
  const encoder = encoderOf(settings, modality.id);
  const { name, stream } = encoderModule(modality.position);
  if (encoder.kind === 'cnn') {
    const shape = cnnShape(encoder, modality);
    return {
      specs: cnnSpecs(name, shape, stream),
      build: (kernels, arena) => new Cnn(kernels, arena, name, shape),
    };
  }
  const widths = [modality.inputSize, ...encoder.hidden, encoder.featureDim];
  return {
    specs: mlpSpecs(name, widths, stream),
    build: (kernels, arena) => new Mlp(kernels, arena, name, widths, encoder.embedding),
  };
}

/** A modality as images: `[height, width, channels]`, or `[frames, height, width, channels]`. */
function cnnShape(encoder: EncoderSettings, { id, shape }: ModalityShape): CnnShape {
  const path = `encoders.${id}.kind`;
  if (shape.length < 3 || shape.length > 4) {
    throw new SettingsError(
      path,
      `${path} is "cnn", but ${id} is a list of numbers (${shape.join(' x ')}), not an image; use "mlp".`,
    );
  }
  const [height, width, channels] = shape.slice(-3) as [number, number, number];
  const frames = shape.length === 4 ? (shape[0] as number) : 1;
  if (Math.min(height, width) < SMALLEST_SIDE || Math.max(height, width) > LARGEST_SIDE) {
    throw new SettingsError(
      path,
      `${path} is "cnn", but ${id} has images of ${height} x ${width} pixels; a cnn takes sides from ${SMALLEST_SIDE} to ${LARGEST_SIDE} pixels. Use "mlp", or other images.`,
    );
  }
  const { channels: layers, downsample, featureDim, embedding } = encoder;
  return {
    frames,
    input: { height, width, channels },
    channels: layers,
    downsample,
    featureDim,
    embedding,
  };
}
