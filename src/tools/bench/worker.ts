/// <reference lib="webworker" />
/** A browser worker that holds one contender and takes its turns. */
import { type Contender, type ContenderName, countDeviceWork } from './contender';
import { type SmallKind, workload } from './workload';

export type BenchRequest =
  | {
      readonly kind: 'open';
      readonly contender: ContenderName;
      readonly work: SmallKind;
      readonly batch: number;
    }
  | { readonly kind: 'turn'; readonly steps: number };

const scope = self as unknown as DedicatedWorkerGlobalScope;
const counts = countDeviceWork();
let contender: Contender | null = null;

async function open(name: ContenderName, kind: SmallKind, batch: number): Promise<Contender> {
  const work = workload(kind, batch);
  switch (name) {
    case 'plain tfjs, webgpu':
      return (await import('./plain-tfjs')).openPlainTfjs(work, 'webgpu');
    case 'plain tfjs, wasm':
      return (await import('./plain-tfjs')).openPlainTfjs(work, 'wasm');
    case 'jax-js, webgpu':
      return (await import('./jax-js')).openJax(work, 'webgpu');
    case 'jax-js, wasm':
      return (await import('./jax-js')).openJax(work, 'wasm');
    case 'ours, webgpu':
      return (await import('./ours')).openOurs({ backend: 'webgpu' }, work);
    case 'ours, wasm':
      return (await import('./ours')).openOurs({ backend: 'wasm' }, work);
    case 'ours, cpu':
      return (await import('./ours')).openOurs({ backend: 'cpu' }, work);
  }
}

async function answer(request: BenchRequest): Promise<object> {
  if (request.kind === 'open') {
    contender = await open(request.contender, request.work, request.batch);
    return { adapter: contender.adapter, firstLoss: contender.firstLoss };
  }
  if (!contender) throw new Error('No contender is open.');
  counts();
  const turn = await contender.turn(request.steps);
  const { dispatches, buffersMade, bindGroupsMade } = counts();
  return {
    ...turn,
    bytes: contender.bytes(),
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
