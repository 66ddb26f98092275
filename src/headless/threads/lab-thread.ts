/** A lab in a thread of its own: requests in, events out, as a worker of the page has it. */
import { parentPort } from 'node:worker_threads';
import { createInThreadLab } from '../../client/in-thread-lab';
import type { LabRequest } from '../../protocol/messages';
import { readAsset } from '../lab/assets';

/** What such a thread is started with. */
export interface RunsStart {
  readonly trains: 'runs';
}

const lab = createInThreadLab({ readAsset });
lab.subscribe((event) => parentPort?.postMessage(event));
parentPort?.on('message', (request: LabRequest) => lab.send(request));
