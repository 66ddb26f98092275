/** What chart and table of a sweep are drawn from. Types only. */
import type { Dash } from '../../protocol/catalogue';
import type { FigureSource } from '../../state/figure-files/figure-source';
import type { Repeat } from '../../state/seeds/repeat';
import type { SweepPlan } from '../../state/sweeps/sweep-plan';
import type { SweepLine, SweepMeasure } from '../../state/sweeps/sweep-points';
import type { SweptKnob } from '../../state/sweeps/swept-knobs';

export interface DrawnSweep {
  readonly plan: SweepPlan;
  readonly knob: SweptKnob;
  readonly lines: readonly SweepLine[];
  readonly measure: SweepMeasure;
  /** By the names of runs. */
  readonly dashes: ReadonlyMap<string, Dash>;
  readonly repeat: Repeat;
  readonly modalities: readonly { readonly id: string; readonly name: string }[];
  /** What a saved figure says of it. */
  readonly source: FigureSource;
  /** The card of the run that was chosen. */
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}
