/// <reference lib="webworker" />
/** A browser worker that holds one contender and takes its turns. */
import type { BackendName } from '../../protocol/backends';
import { type Contender, type ContenderName, countDeviceWork } from './contender';
import { type Kind, workload } from './workload';

export type BenchRequest =
  | { readonly kind: 'open'; readonly contender: ContenderName; readonly work: Kind }
  | { readonly kind: 'turn'; readonly steps: number };

const scope = self as unknown as DedicatedWorkerGlobalScope;
const counts = countDeviceWork();
let contender: Contender | null = null;

async function open(name: ContenderName, kind: Kind): Promise<Contender> {
  const work = workload(kind);
  if (name === 'plain-tfjs') return (await import('./plain-tfjs')).openPlainTfjs(work);
  if (name === 'jax-js') return (await import('./jax-js')).openJax(work);
  return (await import('./ours')).openOurs(name satisfies BackendName, work);
}

async function answer(request: BenchRequest): Promise<object> {
  if (request.kind === 'open') {
    contender = await open(request.contender, request.work);
    return { adapter: contender.adapter, firstLoss: contender.firstLoss };
  }
  if (!contender) throw new Error('No contender is open.');
  counts();
  const turn = await contender.turn(request.steps);
  const { dispatches, buffersMade, bindGroupsMade } = counts();
  return {
    ...turn,
    dispatches: dispatches / request.steps,
    buffersMade: buffersMade / request.steps,
    bindGroupsMade: bindGroupsMade / request.steps,
  };
}

scope.onmessage = ({ data }: MessageEvent<BenchRequest>) => {
  answer(data).then(
    (reply) => scope.postMessage(reply),
    (error: unknown) =>
      scope.postMessage({ failed: error instanceof Error ? error.message : String(error) }),
  );
};
