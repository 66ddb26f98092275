/** `npm run bench -- --work`: counts what steps ask of a graphics card, and writes the tables. */
import { writeFileSync } from 'node:fs';
import { resnetWorkload } from '../resnet-workload';
import { workload } from '../workload';
import { type TitledWorkload, workText } from './work-report';

/** The batch at which the bench times everybody. */
const BATCH = 64;
/** That of the paper. */
const PUBLISHED_BATCH = 16;

const COUNTED: readonly TitledWorkload[] = [
  { title: 'MLP, 64-128-64 per modality', make: () => workload('mlp', BATCH) },
  { title: 'CNN, 28x28x1, channels 16, 32, 64, per modality', make: () => workload('cnn', BATCH) },
  {
    title: 'ResNet-18 of width 64, 224x224x3 per modality',
    make: () => resnetWorkload({ side: 224, width: 64 }, PUBLISHED_BATCH),
  },
];

/** @param file where the tables go. */
export async function workCommand(file: string): Promise<void> {
  const text = await workText(COUNTED);
  writeFileSync(file, text);
  console.log(text);
}
