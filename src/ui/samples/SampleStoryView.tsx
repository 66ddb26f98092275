/**
 * One sample opened: its modalities, what every head of a run says, how the prediction came about, and when each
 * head learned it. Follows the moment looked at.
 */

import { useEffect, useMemo, useState } from 'react';
import type { Row } from '../../protocol/units';
import { namedModalities } from '../../state/measures/head-name';
import { chosenRun, runOptions } from '../../state/measures/measure-source';
import { probabilitiesText } from '../../state/runs/kept-precision';
import { sampleStory } from '../../state/samples/sample-story';
import { soundOf } from '../../state/samples/sound-of';
import { snapshotAt } from '../../state/time/shown';
import { RunChoice } from '../happens/RunChoice';
import { useChartSource } from '../happens/use-measures';
import { useSamples, useShown } from '../session-context';
import { HeadWords } from './HeadWords';
import { Learned } from './Learned';
import { PredictionSteps } from './PredictionSteps';
import { SamplePart } from './SamplePart';
import css from './SampleStoryView.module.css';
import { SoundButton } from './SoundButton';

interface Props {
  readonly row: Row;
  /** The run that was looked at when the sample was opened. */
  readonly run: string;
  readonly read: ((rows: readonly Row[]) => void) | null;
}

/** What the modalities of the sample look and sound like. */
function Modalities({ row, name }: { readonly row: Row; readonly name: string }) {
  const summary = useShown((state) => state.summary);
  const sample = useSamples((state) => state.samples.get(row));
  return (
    <ul className={css.modalities}>
      {(summary?.modalities ?? []).map((modality, index) => {
        const values = sample?.values[index];
        const isThere = !sample?.lacks?.includes(index);
        const sound = values && isThere ? soundOf(modality, row, values) : null;
        return (
          <li key={modality.id} className={css.modality}>
            <span className="small">
              {modality.name}
              {modality.featureNames ? `: ${modality.featureNames.join(', ')}` : ''}
            </span>
            {values ? (
              <SamplePart
                modality={modality}
                index={index}
                values={values}
                texts={sample?.texts}
                lacks={sample?.lacks}
                name={name}
              />
            ) : null}
            {sound ? <SoundButton key={row} sound={sound} /> : null}
          </li>
        );
      })}
    </ul>
  );
}

export function SampleStoryView({ row, run: opened, read }: Props) {
  useEffect(() => read?.([row]), [read, row]);
  const source = useChartSource();
  const at = useShown((state) => state.at);
  const origin = useShown((state) => state.origin);
  const [chosen, setChosen] = useState(opened);
  const { summary } = source;
  const run = chosenRun(source, chosen);
  const snapshot = snapshotAt(run, at);
  const classes = summary?.classNames.length ?? 0;
  const modalities = useMemo(() => namedModalities(summary), [summary]);
  const story = useMemo(
    () => snapshot && sampleStory(snapshot, row, classes, modalities),
    [snapshot, row, classes, modalities],
  );
  const method = source.catalogue.find(({ id }) => id === run?.methodId);
  if (!run || !snapshot || !story || !summary) {
    return (
      <div className={css.story}>
        <Modalities row={row} name={`sample ${row}`} />
        <p className="quiet">
          {snapshot?.trained?.rows.includes(row)
            ? 'A training sample: what the run says of it is not kept.'
            : 'This run has not yet said anything about this sample.'}
        </p>
      </div>
    );
  }
  const name = summary.classNames[story.label] ?? `class ${story.label}`;
  const taken = run.snapshots.filter(({ epoch }) => epoch <= snapshot.epoch);
  return (
    <div className={css.story}>
      <div className={css.says}>
        <p>
          Sample {row}, truly <strong>{name}</strong>
        </p>
        <Modalities row={row} name={name} />
      </div>
      <div className={css.says}>
        <div>
          <RunChoice runs={runOptions(source)} chosen={run.name} onChoose={setChosen} />
          <p className="small quiet">
            {run.label}, epoch {snapshot.epoch}
          </p>
        </div>
        <HeadWords
          story={story}
          classNames={summary.classNames}
          precision={probabilitiesText(origin)}
        />
        <PredictionSteps
          story={story}
          classNames={summary.classNames}
          prediction={method?.prediction ?? null}
        />
        <Learned
          snapshots={taken}
          row={row}
          heads={story.heads}
          hasPrediction={story.prediction !== null}
        />
      </div>
    </div>
  );
}
