/**
 * The lanes of one run at the moment looked at. Reads the stores; the picture is drawn anew only when an epoch or a stage
 * ends.
 */
import { useMemo } from 'react';
import type { Dash, MethodDescription } from '../../protocol/catalogue';
import type { DataSetSummary } from '../../protocol/data-set';
import { momentOf, runLanes } from '../../state/lanes/run-lanes';
import type { ShownRace } from '../../state/time/shown-store';
import { useInTurn } from '../figures/use-in-turn';
import { SamplePart } from '../samples/SamplePart';
import { useShown } from '../session-context';
import { type Columns, WIDE } from './columns';
import { LanePicture } from './LanePicture';

interface RunLanesProps {
  readonly run: string;
  readonly method: MethodDescription;
  readonly summary: DataSetSummary;
  readonly dash: Dash;
  /** Without stages, caption and parts to ask: larger, for a projector. */
  readonly isBare?: boolean;
  /** Where the picture's parts stand: without the samples where lanes would not stand side by side. */
  readonly columns?: Columns;
}

export function RunLanes(props: RunLanesProps) {
  const { run, method, summary, dash, isBare = false, columns = WIDE } = props;
  const settings = useShown((state) => state.settings);
  const here = ({ record, at }: ShownRace) =>
    momentOf(
      record.find(({ name }) => name === run),
      at,
    );
  // selections that are the same value each until an epoch or a stage ends
  const epoch = useShown((state) => here(state).epoch);
  const stage = useShown((state) => here(state).stage);
  const isOver = useShown((state) => here(state).isOver ?? false);
  const isMoving = useShown(
    ({ phase, record, at }) =>
      phase === 'running' &&
      at === null &&
      record.some(({ name, status }) => name === run && status === 'training'),
  );
  const model = useMemo(
    () => runLanes({ run, method, settings, summary, moment: { epoch, stage, isOver } }),
    [run, method, settings, summary, epoch, stage, isOver],
  );
  const samples = useMemo(() => {
    const [preview] = summary.previews;
    return summary.modalities.map((modality, place) =>
      preview ? (
        <SamplePart
          key={modality.id}
          modality={modality}
          index={place}
          values={preview.values[place] ?? new Float32Array()}
          texts={preview.texts}
          lacks={preview.lacks}
          name="one sample"
        />
      ) : null,
    );
  }, [summary]);
  // three pictures are slow to draw, like charts
  const shown = useInTurn(model);
  return (
    <LanePicture
      model={shown}
      dash={dash}
      isMoving={isMoving}
      samples={samples}
      isBare={isBare}
      columns={columns}
    />
  );
}
