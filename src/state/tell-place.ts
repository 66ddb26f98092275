/**
 * Says that another back end trains than before: after a device was lost a browser may offer it no more, and a race goes
 * on elsewhere without anybody having chosen so.
 */
import type { RunEvent } from '../protocol/events';
import type { BackendReport } from '../protocol/messages';
import type { Place } from '../protocol/stretches';
import type { LabStore } from './lab-store';
import type { NoticesStore } from './notices';
import type { RaceStore } from './race-store';
import { placeText } from './stretches';

interface Stores {
  readonly lab: LabStore;
  readonly race: RaceStore;
  readonly notices: NoticesStore;
}

const RECORDED = 'A race goes on up to rounding, and its runs say which epochs were trained where.';

function tellPlace({ lab, notices }: Stores, before: Place, now: Place): void {
  const reasons = lab.getState().report?.reasons ?? [];
  notices.getState().tell({
    topic: 'place',
    tone: 'news',
    message: `${placeText(now)} trains now, in place of ${placeText(before)}.`,
    hint: [...reasons, RECORDED].join(' '),
  });
}

/** Keeps what a lab says that was opened, and says where that is another back end than the last lab's. */
export function takeReport(stores: Stores, report: BackendReport): void {
  const before = stores.lab.getState().report;
  stores.lab.setState({ report });
  if (!before) return;
  const isSame = before.backend === report.backend && before.adapter === report.adapter;
  if (isSame) stores.notices.getState().dismiss('place');
  else tellPlace(stores, before, report);
}

/** Says it of a race that goes on where this page never had the first back end open: after a reload, or a crash. */
export function tellStretch(stores: Stores, events: readonly RunEvent[]): void {
  for (const event of events) {
    if (event.kind !== 'run-started' || !event.afterEpoch) continue;
    const run = stores.race.getState().record.find(({ name }) => name === event.run);
    const [before, now] = run?.stretches?.slice(-2) ?? [];
    if (before && now?.afterEpoch === event.afterEpoch) {
      tellPlace(stores, before, now);
      return;
    }
  }
}
