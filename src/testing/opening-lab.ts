/** A lab that only opens, and remembers what it was asked for. For tests of what a page does before anything trains. */
import type { Lab, LabEvent, LabRequest } from '../protocol/messages';

export interface OpeningLab {
  readonly lab: Lab;
  /** Every request, in order. */
  readonly asked: LabRequest[];
}

export function openingLab(): OpeningLab {
  const asked: LabRequest[] = [];
  let tell = (_: LabEvent) => {};
  const lab: Lab = {
    send(request) {
      asked.push(request);
      if (request.kind === 'open-lab') {
        const report = { backend: 'cpu', adapter: 'none', reasons: [] } as const;
        queueMicrotask(() => tell({ kind: 'lab-opened', catalogue: [], measures: [], report }));
      }
    },
    subscribe(listener) {
      tell = listener;
      return () => {};
    },
    close() {},
  };
  return { lab, asked };
}
