/**
 * Opening a person's own files, step by step: gather, read, choose differently, use. Nothing here touches the
 * data set in use until the person says so. Knows the thread that reads by its interface only.
 */
import type { ImportJob } from '../../data/page/import-job';
import {
  type Picked,
  pickedFromClipboard,
  pickedFromDialogue,
  pickedFromDrop,
} from '../../data/page/picked-files';
import { type DataReference, proposedTraining } from '../../data/starting-settings';
import type { DataSet } from '../../protocol/data-set';
import { toFailure } from '../../protocol/failure';
import type { Settings } from '../../protocol/settings';
import type { ReadonlyStore } from '../readonly-store';
import {
  createImportingStore,
  type FileChoices,
  type Import,
  type ImportingState,
} from './importing-store';

/** What the surroundings provide. */
export interface ImportingNeeds {
  readonly startImport: () => ImportJob;
  /** The experiment on the page, and what it would be with other data. */
  readonly settings: () => Settings;
  readonly settingsWith: (data: DataReference) => Settings;
  /** Puts data into use, so many samples of which are for training. */
  readonly choose: (data: DataReference, trainSamples: number) => void;
  /** Milliseconds since some start. */
  readonly now: () => number;
}

export interface Importing {
  readonly store: ReadonlyStore<ImportingState>;
  /** Reads what a person has opened; the names may still be on their way. */
  open(picked: Picked | Promise<Picked>): Promise<void>;
  /** Reads the files of a dialogue. */
  openChosen(files: Iterable<File>): Promise<void>;
  /** Reads files and folders that were dropped. */
  openDropped(transfer: DataTransfer): Promise<void>;
  /** Reads files or a table from the clipboard; false where there is neither. */
  openPasted(clipboard: DataTransfer): boolean;
  /** Reads the same files again, understood as these choices say. */
  choose(choices: FileChoices): Promise<void>;
  /** Stops reading. The last reading, where there is one, is shown again. */
  cancel(): void;
  /** Gives up what is looked at, unless it is in use. */
  discard(): void;
  show(shown: boolean): void;
  /** Says what can be opened. */
  showGuide(): void;
  /** Brings back the report of the import in use. */
  reopen(): void;
  /** Trains on what was read. */
  use(): void;
  /** The data set of the import in use, or null where there is none. */
  deliver(settings: Settings): Promise<DataSet> | null;
  close(): void;
}

const GATHERING = {
  name: 'Your files',
  files: 0,
  bytes: 0,
  phase: 'gathering',
  progress: null,
  offer: null,
  choices: {},
  reading: null,
  failure: null,
} as const satisfies Import;

export function createImporting(needs: ImportingNeeds): Importing {
  const store = createImportingStore();
  let job: ImportJob | null = null;
  /** The import in use keeps its thread, and what is known of it. */
  let used: { readonly job: ImportJob; readonly state: Import } | null = null;
  /** Answers to anything older are no longer wanted. */
  let turn = 0;

  const change = (part: Partial<Import>) =>
    store.setState(({ current }) => (current ? { current: { ...current, ...part } } : {}));
  const letGo = () => {
    if (job && job !== used?.job) job.close();
    job = null;
  };
  const reference = (name: string, choices: FileChoices): DataReference => ({
    ...choices,
    source: 'files',
    id: name,
  });

  const read = async (choices: FileChoices) => {
    const { current } = store.getState();
    if (!job || !current) return;
    const mine = ++turn;
    const isMine = () => mine === turn;
    change({ phase: 'reading', choices, progress: null, failure: null });
    const startedMs = needs.now();
    try {
      const settings = needs.settingsWith(reference(current.name, choices));
      const result = await job.read(
        { settings, name: current.name },
        {
          onProgress: (progress) => isMine() && change({ progress }),
          onOffer: (offer) => isMine() && change({ offer }),
        },
      );
      if (!isMine()) return;
      const training = proposedTraining(result.report.counts.train, settings);
      const reading = { ...result, choices, training, durationMs: needs.now() - startedMs };
      change({ phase: 'read', reading, offer: result.report.offer, progress: null });
    } catch (error) {
      if (isMine()) change({ phase: 'failed', failure: toFailure(error), progress: null });
    }
  };

  const open = async (picking: Picked | Promise<Picked>) => {
    const mine = ++turn;
    letGo();
    store.setState({ shown: true, guide: false, current: GATHERING });
    let picked: Picked;
    try {
      picked = await picking;
    } catch (error) {
      if (mine === turn) change({ phase: 'failed', failure: toFailure(error) });
      return;
    }
    if (mine !== turn) return;
    const { name, files, leftOut, choices } = picked;
    change({ name, files: files.length });
    if (files.length === 0) {
      const [first] = leftOut;
      change({
        phase: 'failed',
        failure: {
          code: 'nothing-to-read',
          message: `There are no files in ${name}.${first ? ` ${first.reason}` : ''}`,
          hint: first?.fix ?? 'Open the folder that holds the samples.',
        },
      });
      return;
    }
    job = needs.startImport();
    try {
      const bytes = await job.add(files, leftOut);
      if (mine === turn) change({ bytes });
    } catch (error) {
      if (mine === turn) change({ phase: 'failed', failure: toFailure(error) });
      return;
    }
    if (mine !== turn) return;
    await read({ ...choices, ...rememberedChoices(needs.settings(), name) });
  };

  const askGuide = async () => {
    const asked = needs.startImport();
    try {
      store.setState({ told: await asked.guide() });
    } catch (error) {
      store.setState({ told: toFailure(error) });
    } finally {
      asked.close();
    }
  };

  return {
    store,
    open,
    openChosen: (files) => open(pickedFromDialogue(files)),
    openDropped: (transfer) => open(pickedFromDrop(transfer)),
    openPasted(clipboard) {
      const picked = pickedFromClipboard(clipboard);
      if (picked) void open(picked);
      return picked !== null;
    },
    choose: read,
    cancel() {
      const { current } = store.getState();
      turn++;
      if (current?.reading) {
        job?.cancel();
        const { choices, report } = current.reading;
        change({ phase: 'read', choices, offer: report.offer, progress: null, failure: null });
        return;
      }
      letGo();
      store.setState({ current: null, shown: false });
    },
    discard() {
      turn++;
      letGo();
      store.setState({ current: null, shown: false });
    },
    show: (shown) => store.setState({ shown, guide: false }),
    showGuide() {
      store.setState({ shown: true, guide: true });
      const { told } = store.getState();
      // a thread that failed may do better now
      if (!told || 'code' in told) void askGuide();
    },
    reopen() {
      if (!used) return;
      turn++;
      if (job !== used.job) letGo();
      job = used.job;
      store.setState({ shown: true, guide: false, current: used.state });
    },
    use() {
      const { current } = store.getState();
      if (!job || current?.phase !== 'read' || !current.reading) return;
      if (used && used.job !== job) used.job.close();
      used = { job, state: current };
      const { name, reading } = current;
      store.setState({ shown: false, current: null, inUse: { name, reading } });
      job = null;
      needs.choose(reference(name, reading.choices), reading.report.counts.train);
    },
    deliver(settings) {
      const { inUse } = store.getState();
      return used && inUse ? used.job.deliver({ settings, name: inUse.name }) : null;
    },
    close() {
      turn++;
      letGo();
      used?.job.close();
      used = null;
    },
  };
}

/** What an address says about files of this name, after the page was loaded anew. */
function rememberedChoices({ data }: Settings, name: string): FileChoices {
  const { source, id, ...choices } = data;
  return source === 'files' && id === name ? choices : {};
}
