/** Asks the lab for samples of the data set in use, each once. */

import type { LabEvent, LabRequest } from '../../protocol/messages';
import { asRow, type Row } from '../../protocol/units';
import type { SampleStore } from './sample-store';

export interface SampleReader {
  /** Asks for those that are neither there nor on their way; they come into the sample store. */
  read(rows: readonly Row[]): void;
  /** Must hear everything the lab says. */
  hear(event: LabEvent): void;
}

export function createSampleReader(
  samples: SampleStore,
  isReady: () => boolean,
  send: (request: LabRequest) => void,
): SampleReader {
  const asked = new Set<Row>();
  return {
    read(rows) {
      const known = samples.getState().samples;
      const wanted = rows.filter((row) => !known.has(row) && !asked.has(row));
      if (wanted.length === 0 || !isReady()) return;
      for (const row of wanted) asked.add(row);
      send({ kind: 'read-samples', rows: wanted });
    },
    hear(event) {
      if (event.kind === 'samples-read') for (const row of event.rows) asked.delete(asRow(row));
      const isRefusal = event.kind === 'request-failed' && event.request === 'read-samples';
      // a new lab knows nothing of what the old one was asked
      const isNew = event.kind === 'lab-opened' || event.kind === 'data-opened';
      if (isNew || isRefusal) asked.clear();
    },
  };
}
