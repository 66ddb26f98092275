/**
 * One method's picture with its name, its stages, and the lines that tell what is seen or what the chosen part does.
 * Needs a model and samples to show; must not import stores.
 */
import { memo, type ReactNode, useMemo, useState } from 'react';
import type { Dash } from '../../protocol/catalogue';
import type { LaneModel } from '../../state/lanes/lane-model';
import { laneCaption, laneParts } from '../../state/lanes/tell-lanes';
import { DashSample } from '../figures/DashSample';
import { SaveFigure } from '../take-away/SaveFigure';
import { type Columns, WIDE } from './columns';
import { heightOf, laneY } from './geometry';
import css from './LanePicture.module.css';
import { LaneSvg } from './LaneSvg';
import { PartButtons } from './PartButtons';
import { useFlow } from './use-flow';

interface LanePictureProps {
  readonly model: LaneModel;
  /** How the run is drawn in the charts. */
  readonly dash: Dash;
  /** Whether the dashes move: while it trains. */
  readonly isMoving: boolean;
  /** A small drawing of one sample, per lane. */
  readonly samples: readonly ReactNode[];
  /** Where its parts stand: with room for the samples, or without. */
  readonly columns?: Columns;
  /** Name and picture alone, without stages, parts to ask and caption. */
  readonly isBare?: boolean;
}

const SAMPLE_HEIGHT = 36;

export const LanePicture = memo(function LanePicture({
  model,
  dash,
  isMoving,
  samples,
  columns = WIDE,
  isBare = false,
}: LanePictureProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const parts = useMemo(() => laneParts(model), [model]);
  const flow = useFlow(isMoving);
  const part = parts.find(({ key }) => key === chosen);
  const height = heightOf(model);
  const { sample, width } = columns;
  return (
    <li
      className={css.picture}
      data-wall={model.wall}
      data-bare={isBare}
      data-tight={sample === null}
    >
      <h3>
        {model.label}
        <DashSample dash={dash} />
      </h3>
      {isBare ? null : (
        <ol className={`${css.stages} small`}>
          {model.stages.map(({ id, label, isNow }) => (
            <li key={id} {...(isNow && { 'aria-current': 'step' as const })}>
              {label}
            </li>
          ))}
        </ol>
      )}
      <div className={css.stage} ref={flow} data-moving={isMoving}>
        {/* numbers of what teaches across the wall stand where its own words do */}
        <LaneSvg
          model={model}
          columns={columns}
          namesWall={sample !== null || model.lesson === null}
        />
        {(sample ? model.lanes : []).map(({ id }, place) => (
          <div
            key={id}
            className={css.sample}
            aria-hidden="true"
            style={{
              width: `${(100 * (sample?.to ?? 0)) / width}%`,
              height: `${(100 * SAMPLE_HEIGHT) / height}%`,
              top: `${(100 * (laneY(place) - SAMPLE_HEIGHT / 2)) / height}%`,
            }}
          >
            {samples[place]}
          </div>
        ))}
        {isBare ? null : (
          <PartButtons
            model={model}
            parts={parts}
            chosen={chosen}
            onChoose={setChosen}
            columns={columns}
          />
        )}
      </div>
      {isBare ? null : (
        <div>
          <p className={`${css.caption} small`}>
            {part ? (
              <>
                <strong>{part.title}.</strong> {part.text}
              </>
            ) : (
              laneCaption(model)
            )}
          </p>
          <SaveFigure
            title={`Lanes of ${model.label}`}
            says={[`Lanes of ${model.label}`, laneCaption(model)]}
            copy={() => (
              <ul>
                <LanePicture model={model} dash={dash} isMoving={false} samples={samples} isBare />
              </ul>
            )}
          />
        </div>
      )}
    </li>
  );
});
