/**
 * How the page is looked at: the lab, or one chart for a projector, and which; what curves are drawn across. Looking never changes the
 * experiment; must not import session, race or experiment.
 */
import { createStore } from 'zustand/vanilla';
import { AXES, type AxisId } from './charts/axis';
import type { ReadonlyStore } from './readonly-store';
import { type AwayId, HOME, type ViewId } from './views';

export interface ViewState {
  readonly view: ViewId;
  /** Place of the projected chart among the projected charts, from 0. */
  readonly chart: number;
  /** Goes there; where the page looks so already, home. */
  toggle(view: AwayId): void;
  showChart(place: number): void;
  /** What the curves are drawn across. */
  readonly axis: AxisId;
  showAxis(axis: AxisId): void;
}

export type ViewStore = ReadonlyStore<ViewState>;

export function createViewStore(view: ViewId): ViewStore {
  return createStore<ViewState>((set) => ({
    view,
    chart: 0,
    toggle: (wanted) => set((state) => ({ view: state.view === wanted ? HOME.id : wanted })),
    showChart: (chart) => set({ chart }),
    axis: AXES[0].id,
    showAxis: (axis) => set({ axis }),
  }));
}
