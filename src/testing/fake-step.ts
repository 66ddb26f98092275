/** A made-up step, for tests and for looking at slow motion. Testing only. */
import type { StepSeen } from '../protocol/step';

/** A joint step in which the picture gets four times the gradient of the sound. */
export function fakeStep(run: string, stage: string | null, epoch: number): StepSeen {
  return {
    run,
    epoch,
    stage: stage ?? 'joint',
    rows: [5, 6, 7],
    label: 5,
    features: { picture: [1, 2, 2], sound: [0.5, 0, 0] },
    losses: [
      {
        name: 'fusion',
        kind: 'cross-entropy',
        value: 1.2,
        weight: 1,
        probabilities: [0.05, 0.05, 0.1, 0.1, 0.1, 0.5, 0.05, 0.05],
        residual: 0.6,
        gradientOn: { picture: 0.08, sound: 0.02 },
      },
    ],
    steering: {},
    steeringOfFirst: {},
    gradientBefore: { picture: null, sound: null },
    sets: null,
    gradient: { picture: 0.08, sound: 0.02 },
    learningRate: 0.02,
  };
}
