/**
 * Hands the session to every component, and reads its stores. The only hooks that know zustand.
 */
import { createContext, type ReactNode, use, useContext } from 'react';
import { useStore } from 'zustand';
import type { AssignmentsState } from '../state/assignments/assignments-store';
import type { DrawingState } from '../state/drawing-store';
import type { ExperimentState } from '../state/experiment-store';
import type { ImportingState } from '../state/importing/importing-store';
import type { KeepingState } from '../state/keeping/keeping-store';
import type { LabState } from '../state/lab-store';
import type { ClassCodes, ClassCodesState } from '../state/lessons/class/class-codes';
import type { Scene } from '../state/lessons/scene';
import type { TableState } from '../state/method-table/table-store';
import type { NeedState } from '../state/need/race-need';
import type { NoticesState } from '../state/notices';
import type { PageVersionState } from '../state/page-version';
import type { RaceState } from '../state/race-store';
import type { RecordingState } from '../state/recording/recording-store';
import type { LaidState } from '../state/runs/laid-store';
import type { ShelfState } from '../state/runs/shelf';
import type { ExportState } from '../state/runs/write-export';
import type { SampleState } from '../state/samples/sample-store';
import type { FoundSeeds } from '../state/seeds/found-seeds';
import type { SeedsState } from '../state/seeds/seeds-store';
import type { Session } from '../state/session';
import type { StepState } from '../state/slow-motion/step-store';
import type { StorageState } from '../state/storage/storage-store';
import type { Sweeps, SweepsState } from '../state/sweeps/sweeps';
import type { TakingState } from '../state/taking/taking';
import type { MilestonesState } from '../state/telling/milestones';
import type { ThemeState, ThemeStore } from '../state/theme-store';
import type { ThreadsState } from '../state/threads-store';
import type { ReplayState } from '../state/time/replay';
import type { ShownRace } from '../state/time/shown-store';
import type { TimeState } from '../state/time/time-store';
import type { TryingState } from '../state/trying/trying-store';
import type { UndoState } from '../state/undo';
import type { ViewState } from '../state/view-store';

interface Given {
  readonly session: Session;
  readonly theme: ThemeStore;
}

const GivenContext = createContext<Given | null>(null);

export function SessionProvider({ children, ...given }: Given & { readonly children: ReactNode }) {
  return <GivenContext value={given}>{children}</GivenContext>;
}

function useGiven(): Given {
  const given = useContext(GivenContext);
  if (!given) throw new Error('This component stands outside SessionProvider.');
  return given;
}

export const useSession = (): Session => useGiven().session;

export function useLab<T>(select: (state: LabState) => T): T {
  return useStore(useGiven().session.lab, select);
}

/** What the race would take, before Play. */
export function useNeed<T>(select: (state: NeedState) => T): T {
  return useStore(useGiven().session.need, select);
}

/** How many threads may train, and can. */
export function useThreads<T>(select: (state: ThreadsState) => T): T {
  return useStore(useGiven().session.threads, select);
}

export function useExperiment<T>(select: (state: ExperimentState) => T): T {
  return useStore(useGiven().session.experiment, select);
}

export function useRace<T>(select: (state: RaceState) => T): T {
  return useStore(useGiven().session.race, select);
}

/** Files of this computer that are being opened, or in use. */
export function useImporting<T>(select: (state: ImportingState) => T): T {
  return useStore(useGiven().session.importing.store, select);
}

/** Own data that stay in this browser. */
export function useKeeping<T>(select: (state: KeepingState) => T): T {
  return useStore(useGiven().session.keeping.store, select);
}

/** What is being taken out of the lab. */
export function useTaking<T>(select: (state: TakingState) => T): T {
  return useStore(useGiven().session.taking.store, select);
}

/** A sample of one's own, and what the trained nets say of it. */
export function useTrying<T>(select: (state: TryingState) => T): T {
  return useStore(useGiven().session.trying.store, select);
}

/** Camera, microphone and what was recorded with them. */
export function useRecording<T>(select: (state: RecordingState) => T): T {
  return useStore(useGiven().session.recording.store, select);
}

export function useNotices<T>(select: (state: NoticesState) => T): T {
  return useStore(useGiven().session.notices, select);
}

export function useTheme<T>(select: (state: ThemeState) => T): T {
  return useStore(useGiven().theme, select);
}

/** The same race over several seeds: how many, and how far they have come. */
export function useSeeds<T>(select: (state: SeedsState) => T): T {
  return useStore(useGiven().session.seeds.store, select);
}

/** What is known of all seeds of the present settings. */
export function useFoundSeeds<T>(select: (state: FoundSeeds) => T): T {
  return useStore(useGiven().session.seeds.found, select);
}

/** The assignment that a person works on. */
export function useAssignments<T>(select: (state: AssignmentsState) => T): T {
  return useStore(useGiven().session.assignments.store, select);
}

/** Finished runs. */
/** What can be undone and made again. */
export function useUndo<T>(select: (state: UndoState) => T): T {
  return useStore(useGiven().session.undo.store, select);
}

/** A sweep, once its room is open. */
export function useSweeps<T>(
  { store }: Pick<Sweeps, 'store'>,
  select: (state: SweepsState) => T,
): T {
  return useStore(store, select);
}

export function useShelf<T>(select: (state: ShelfState) => T): T {
  return useStore(useGiven().session.runs.store, select);
}

/** The table that came with the runs of a sweep. */
export function useSwept<T>(select: (state: TableState) => T): T {
  return useStore(useGiven().session.runs.swept, select);
}

/** What is wrong with what this browser keeps. */
export function useStorage<T>(select: (state: StorageState) => T): T {
  return useStore(useGiven().session.storage, select);
}

/** Runs laid over the curves. */
export function useLaid<T>(select: (state: LaidState) => T): T {
  return useStore(useGiven().session.runs.laid, select);
}

/** The export of runs that is being written. */
export function useExporting<T>(select: (state: ExportState) => T): T {
  return useStore(useGiven().session.runs.exporting, select);
}

/** What is spoken of the race. */
export function useMilestones<T>(select: (state: MilestonesState) => T): T {
  return useStore(useGiven().session.milestones, select);
}

/** The moment a person looks at. */
export function useTime<T>(select: (state: TimeState) => T): T {
  return useStore(useGiven().session.time, select);
}

/** Whether the time bar plays, and how fast. */
export function useReplay<T>(select: (state: ReplayState) => T): T {
  return useStore(useGiven().session.replay.store, select);
}

/** What a view draws: the present race or one of the past, at the moment looked at. */
export function useShown<T>(select: (state: ShownRace) => T): T {
  return useStore(useGiven().session.shown, select);
}

/** Whether the page is kept on this computer. */
export function usePageVersion<T>(select: (state: PageVersionState) => T): T {
  return useStore(useGiven().session.version, select);
}

/** Whether what is in sight shows the latest. */
export function useDrawing<T>(select: (state: DrawingState) => T): T {
  return useStore(useGiven().session.drawing, select);
}

/** Samples that were read, and those that lie open. */
export function useSamples<T>(select: (state: SampleState) => T): T {
  return useStore(useGiven().session.samples, select);
}

/** The step looked at in slow motion. */
export function useSlowMotion<T>(select: (state: StepState) => T): T {
  return useStore(useGiven().session.slowMotion, select);
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useGiven().session.view, select);
}

/** What can be done with the result codes of a class; who asks first waits until that is fetched. */
export const useCodes = (): ClassCodes<Scene> => use(useSession().classes.codes());

/** The result codes of a class, and what became of those that were given last. */
export function useClassCodes<T>(select: (state: ClassCodesState<Scene>) => T): T {
  return useStore(useCodes().store, select);
}
