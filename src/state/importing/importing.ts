/**
 * Opening a person's own files, step by step: gather, read, choose differently, use. Nothing here touches the
 * data set in use until the person says so. Knows the thread that reads by its interface only.
 */
import type { ImportJob } from '../../data/page/import-job';
import type { PickedFile } from '../../data/page/import-messages';
import {
  type Picked,
  pickedFromClipboard,
  pickedFromDialogue,
  pickedFromDrop,
} from '../../data/page/picked-files';
import { type DataReference, proposedTraining } from '../../data/starting-settings';
import type { DataSet } from '../../protocol/data-set';
import { type Failure, toFailure } from '../../protocol/failure';
import type { Settings } from '../../protocol/settings';
import type { ReadonlyStore } from '../readonly-store';
import {
  createImportingStore,
  type FileChoices,
  type Import,
  type ImportingState,
  type ImportProgress,
} from './importing-store';

/** What the surroundings provide. */
export interface ImportingNeeds {
  readonly startImport: () => ImportJob;
  /** The experiment on the page, and what it would be with other data. */
  readonly settings: () => Settings;
  readonly settingsWith: (data: DataReference) => Settings;
  /** Puts data into use, so many samples of which are for training. */
  readonly choose: (data: DataReference, trainSamples: number) => void;
  /** Puts data into use with an experiment of their own. */
  readonly take: (settings: Settings) => void;
  /** Opens files of runs; false where they are none. */
  readonly openRuns: (files: readonly PickedFile[]) => Promise<boolean>;
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
  /**
   * Reads the same files again, understood as these choices say.
   * @param own the experiment that they are then used with; the one they have where absent.
   */
  choose(choices: FileChoices, own?: Settings): Promise<void>;
  /** Reads the data in use anew: they train, and what is chosen here tests. */
  openTest(files: Iterable<File>): Promise<void>;
  /**
   * Reads a file that stayed in this browser for the experiment on the page, and puts it into use without a word. Data
   * that are asked for meanwhile wait for it.
   */
  restore(file: Promise<Picked | null>): Promise<void>;
  /** Makes one file of the data in use; null where it went into the browser, or nothing is in use. */
  pack(
    into: 'browser' | 'file',
    onProgress: (progress: ImportProgress) => void,
  ): Promise<Blob | null>;
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
  /** One more sample, read as those in use: numbers by modality; null where no files are in use. */
  sample(picked: Picked): Promise<readonly (Float32Array | null)[]> | null;
  /** The data set of the import in use, or null where there is none. */
  deliver(settings: Settings): Promise<DataSet | null> | null;
  /** Why the data that settings name cannot be had without opening files again; null where they can. */
  whyNotOpen(settings: Settings): string | null;
  close(): void;
}

const GATHERING = {
  name: 'Your files',
  files: 0,
  bytes: 0,
  phase: 'gathering',
  progress: null,
  offer: null,
  published: null,
  choices: {},
  reading: null,
  failure: null,
} as const satisfies Import;

/** Files in a thread that reads them. */
interface Opened {
  readonly job: ImportJob;
  readonly picked: Picked;
  /** An experiment that came with them; null where they begin with one that suits them. */
  settings: Settings | null;
}

export function createImporting(needs: ImportingNeeds): Importing {
  const store = createImportingStore();
  let opened: Opened | null = null;
  /** The import in use keeps its thread, and what is known of it. */
  let used: { readonly opened: Opened; readonly state: Import } | null = null;
  /** While data that stayed in this browser are on their way. */
  let restoring: Promise<void> | null = null;
  /** Answers to anything older are no longer wanted. */
  let turn = 0;

  const change = (part: Partial<Import>) =>
    store.setState(({ current }) => (current ? { current: { ...current, ...part } } : {}));
  const letGo = () => {
    if (opened && opened !== used?.opened) opened.job.close();
    opened = null;
  };
  const reference = (name: string, choices: FileChoices): DataReference => ({
    ...choices,
    source: 'files',
    id: name,
  });

  const read = async (choices: FileChoices, chosen?: Settings) => {
    const { current } = store.getState();
    if (!opened || !current) return;
    const reads = opened;
    const { job } = reads;
    // nobody waits any longer for a reading in progress
    if (current.phase === 'reading') job.cancel();
    const own = chosen ?? reads.settings;
    const mine = ++turn;
    const isMine = () => mine === turn;
    change({ phase: 'reading', choices, progress: null, failure: null });
    const startedMs = needs.now();
    try {
      const data = reference(current.name, choices);
      const settings = own ? { ...own, data } : needs.settingsWith(data);
      const result = await job.read(
        { settings, name: current.name },
        {
          onProgress: (progress) => isMine() && change({ progress }),
          onOffer: (offer) => isMine() && change({ offer }),
          onPublished: (published) => isMine() && change({ published }),
        },
      );
      if (!isMine()) return;
      reads.settings = own;
      const training = own ? null : proposedTraining(result.report.counts.train, settings);
      const reading = { ...result, choices, training, durationMs: needs.now() - startedMs };
      const { offer, published } = result.report;
      change({ phase: 'read', reading, offer, published, progress: null });
    } catch (error) {
      if (isMine()) change({ phase: 'failed', failure: toFailure(error), progress: null });
    }
  };

  /** @param shows whether a person looks at it. */
  const openQuietly = async (picking: Picked | Promise<Picked>, shows: boolean) => {
    const mine = ++turn;
    letGo();
    store.setState({ shown: shows, guide: false, current: GATHERING });
    const fail = (failure: Failure) => {
      if (mine === turn) change({ phase: 'failed', failure });
    };
    try {
      const picked = await picking;
      if (mine !== turn) return;
      if (await needs.openRuns(picked.files)) {
        if (mine === turn) store.setState({ shown: false, current: null });
        return;
      }
      if (mine !== turn) return;
      change({ name: picked.name, files: picked.files.length });
      if (picked.files.length === 0) return fail(nothingIn(picked));
      const job = needs.startImport();
      opened = { job, picked, settings: null };
      const bytes = await job.add(picked.files, picked.leftOut);
      const notes = await job.notes();
      if (mine !== turn) return;
      const name = notes?.name ?? picked.name;
      change({ bytes, name });
      const remembered = rememberedChoices(needs.settings(), name);
      if (notes) {
        // the page may have changed the experiment since the file was written
        const settings = remembered ? needs.settings() : notes.settings;
        opened = { job, picked: { ...picked, name }, settings };
      }
      const noted = notes && choicesOf(notes.settings);
      await read(remembered ?? noted ?? picked.choices ?? {});
    } catch (error) {
      fail(toFailure(error));
    }
  };
  const open = (picking: Picked | Promise<Picked>) => openQuietly(picking, true);

  /** What was read is what trains from now on. @returns the settings of its own; null where it has none. */
  const putToUse = () => {
    const { current } = store.getState();
    if (!opened || current?.phase !== 'read' || !current.reading) return null;
    if (used && used.opened !== opened) used.opened.job.close();
    used = { opened, state: current };
    const { name, reading } = current;
    store.setState({ shown: false, current: null, inUse: { name, reading } });
    opened = null;
    return { data: reference(name, reading.choices), reading, settings: used.opened.settings };
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
        opened?.job.cancel();
        const { choices, report } = current.reading;
        const { offer, published } = report;
        change({ phase: 'read', choices, offer, published, progress: null, failure: null });
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
      if (opened !== used.opened) letGo();
      opened = used.opened;
      store.setState({ shown: true, guide: false, current: used.state });
    },
    use() {
      const put = putToUse();
      if (put?.settings) needs.take({ ...put.settings, data: put.data });
      else if (put) needs.choose(put.data, put.reading.report.counts.train);
    },
    async openTest(files) {
      if (!used) return;
      const { picked } = used.opened;
      const { reading } = used.state;
      const other = pickedFromDialogue(files);
      const inFolder = (within: string, { files: some }: Picked) =>
        some.map((file) => ({
          ...file,
          within: file.within ? `${within}/${file.within}` : within,
        }));
      await open({
        name: `${picked.name}, tested on ${other.name.replace(/\.zip$/i, '')}`,
        files: [...inFolder('train', picked), ...inFolder('test', other)],
        leftOut: [...picked.leftOut, ...other.leftOut],
        choices: oneLevelDeeper(reading?.choices ?? {}),
      });
    },
    async restore(file) {
      const done = file.then(async (picked) => {
        if (!picked) return;
        await openQuietly(picked, false);
        // what cannot be read any more is said in its sheet
        if (!putToUse()) store.setState({ shown: store.getState().current !== null });
      });
      restoring = done.finally(() => {
        restoring = null;
      });
      await restoring;
    },
    async pack(into, onProgress) {
      if (!used) return null;
      const { job, picked } = used.opened;
      const { name } = used.state;
      const { manifest } = picked;
      return job.pack({ name, settings: needs.settings(), into, manifest }, onProgress);
    },
    sample: ({ files }) =>
      used?.opened.job.sample(files, { settings: needs.settings(), name: used.state.name }) ?? null,
    deliver(settings) {
      const now = () => {
        const { inUse } = store.getState();
        return used && inUse ? used.opened.job.deliver({ settings, name: inUse.name }) : null;
      };
      return restoring ? restoring.then(now) : now();
    },
    whyNotOpen({ data }) {
      const { inUse } = store.getState();
      return data.source !== 'files' || inUse?.name === data.id
        ? null
        : `This was trained on ${data.id}, which is not open any more: open it again first.`;
    },
    close() {
      turn++;
      letGo();
      used?.opened.job.close();
      used = null;
    },
  };
}

function nothingIn({ name, leftOut: [first] }: Picked): Failure {
  return {
    code: 'nothing-to-read',
    message: `There are no files in ${name}.${first ? ` ${first.reason}` : ''}`,
    hint: first?.fix ?? 'Open the folder that holds the samples.',
  };
}

/** How settings understand files. */
function choicesOf({ data }: Settings): FileChoices {
  const { source: _, id: __, ...choices } = data;
  return choices;
}

/** What an address says about files of this name, after the page was loaded anew; null where it names others. */
function rememberedChoices(settings: Settings, name: string): FileChoices | null {
  const { source, id } = settings.data;
  return source === 'files' && id === name ? choicesOf(settings) : null;
}

/** Choices for the same files in a folder of their own. */
function oneLevelDeeper({ label, group, ...choices }: FileChoices): FileChoices {
  const deeper = (name: string) =>
    name.replace(/^folder level (\d+)$/, (_, level) => `folder level ${Number(level) + 1}`);
  return {
    ...choices,
    ...(label !== undefined && { label: deeper(label) }),
    ...(group !== undefined && { group: deeper(group) }),
  };
}
