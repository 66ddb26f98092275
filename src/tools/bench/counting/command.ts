/** `npm run bench -- --work`: counts what steps ask of a graphics card, and writes the tables. */
import { writeFileSync } from 'node:fs';
import { resnetWorkload } from '../resnet-workload';
import { workload } from '../workload';
import { type TitledWorkload, workText } from './work-report';

/** The batch at which the bench times everybody, and that of the published ResNet-18. */
const BATCH = 64;
const PUBLISHED_BATCH = 16;

const COUNTED: readonly TitledWorkload[] = [
  { title: 'MLP, 64-128-64 per modality', isDeep: false, make: () => workload('mlp', BATCH) },
  {
    title: 'CNN, 28x28x1, channels 16, 32, 64, per modality',
    isDeep: false,
    make: () => workload('cnn', BATCH),
  },
  ...[224, 112].map((side) => ({
    title: `ResNet-18, ${side}x${side}x3, width 64, per modality`,
    isDeep: true,
    make: () => resnetWorkload({ side, width: 64 }, PUBLISHED_BATCH),
  })),
];

/** @param file where the tables go. */
export async function workCommand(file: string): Promise<void> {
  const text = await workText(COUNTED);
  writeFileSync(file, text);
  console.log(text);
}
