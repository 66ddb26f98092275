/** What methods say of needing features of one length is what refuses them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { oneLengthNeed } from '../../protocol/feature-lengths';
import { parseSettings } from '../../protocol/settings';
import { toyData, toyRun } from '../../testing/one-step';
import { catalogue } from '../catalogue';

let device: Device;
beforeAll(async () => {
  device = await openVariant('wasm');
});
afterAll(() => device.close());

const CASES = catalogue.flatMap((method) => [
  { method, knobs: {}, under: 'as it is' },
  ...method.knobs.flatMap((knob) =>
    knob.kind === 'choice' && knob.oneFeatureLength
      ? [
          {
            method,
            knobs: { [knob.path]: knob.oneFeatureLength.under },
            under: knob.oneFeatureLength.under,
          },
        ]
      : [],
  ),
]);

it.each(CASES)('$method.id, $under', async ({ method, knobs }) => {
  const { kernels } = device;
  const settings = {
    encoders: { m0: { featureDim: 3 }, m1: { featureDim: 5 } },
    methods: { [method.id]: knobs },
  };
  const need = oneLengthNeed(method, parseSettings(settings), method.id);
  const started = toyRun(kernels, method.id, toyData(2), settings);
  if (need === null) (await started).free();
  else {
    await expect(started).rejects.toThrow(
      `encoders.m1.featureDim is 5 and encoders.m0.featureDim is 3; ${need} needs features of one length.`,
    );
  }
});
