/**
 * How the page is looked at: the stage, the whole lab, or either on a projector, and there which chart; what curves
 * are drawn across. Looking never changes the experiment; must not import session, race or experiment.
 */
import { createStore } from 'zustand/vanilla';
import { AXES, type AxisId } from './charts/axis';
import type { ReadonlyStore } from './readonly-store';
import { type AwayId, HOME, type RoomId, roomOf, type ViewId } from './views';

export interface ViewState {
  readonly view: ViewId;
  /** The stage or the lab: where the page is, or what is looked at in another way. */
  readonly room: RoomId;
  /** Place of the projected chart among the projected charts, from 0. */
  readonly chart: number;
  /** Goes there; where the page looks so already, back: from the lab to the stage, from elsewhere to its room. */
  toggle(view: AwayId): void;
  /** Goes there from wherever the page is. */
  go(view: ViewId): void;
  showChart(place: number): void;
  /** What the curves are drawn across. */
  readonly axis: AxisId;
  showAxis(axis: AxisId): void;
}

export type ViewStore = ReadonlyStore<ViewState>;

/** @param room of a view that is no room itself: what it looks at. */
export function createViewStore(view: ViewId, room: RoomId = 'lab'): ViewStore {
  return createStore<ViewState>((set) => ({
    view,
    room: roomOf(view) ?? room,
    chart: 0,
    toggle: (wanted) =>
      set((state) => {
        const isRoom = roomOf(wanted) !== null;
        const next = state.view !== wanted ? wanted : isRoom ? HOME.id : state.room;
        return { view: next, room: roomOf(next) ?? state.room };
      }),
    go: (view) => set((state) => ({ view, room: roomOf(view) ?? state.room })),
    showChart: (chart) => set({ chart }),
    axis: AXES[0].id,
    showAxis: (axis) => set({ axis }),
  }));
}
