/** The lanes picture of the step, with the sample that is followed, and frames around the parts that are at work. */

import { useEffect } from 'react';
import type { Row } from '../../protocol/units';
import type { LaneModel } from '../../state/lanes/lane-model';
import { laneParts } from '../../state/lanes/tell-lanes';
import { SAMPLE, WIDE } from '../lanes/columns';
import { heightOf, hidesWallWords, laneY, partBox } from '../lanes/geometry';
import lanePictureCss from '../lanes/LanePicture.module.css';
import { LaneSvg } from '../lanes/LaneSvg';
import { SamplePart } from '../samples/SamplePart';
import { useReadingRefusal } from '../samples/use-reading-refusal';
import { useSamples, useSession, useShown } from '../session-context';
import css from './SeenPicture.module.css';

interface Props {
  readonly model: LaneModel;
  /** Keys of the parts at work. */
  readonly parts: readonly string[];
  /** Number of the sample that is followed. */
  readonly row: Row;
}

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(3)}%`;

/** Height of a sample's drawing, in units of the picture. */
const SAMPLE_HEIGHT = 36;

/** The sample at the beginning of every lane. */
function Followed({ model, row }: Pick<Props, 'model' | 'row'>) {
  const session = useSession();
  const summary = useShown((state) => state.summary);
  const canRead = useReadingRefusal() === null;
  const sample = useSamples((state) => state.samples.get(row));
  useEffect(() => {
    if (canRead) session.readSamples([row]);
  }, [session, row, canRead]);
  const height = heightOf(model);
  if (!sample || !canRead) return null;
  return (summary?.modalities ?? []).map((modality, place) => (
    <div
      key={modality.id}
      className={lanePictureCss.sample}
      style={{
        width: share(SAMPLE.to, WIDE.width),
        height: share(SAMPLE_HEIGHT, height),
        top: share(laneY(place) - SAMPLE_HEIGHT / 2, height),
      }}
    >
      <SamplePart
        modality={modality}
        index={place}
        values={sample.values[place] ?? new Float32Array()}
        texts={sample.texts}
        lacks={sample.lacks}
        name={`sample ${row}`}
      />
    </div>
  ));
}

export function SeenPicture({ model, parts, row }: Props) {
  const height = heightOf(model);
  return (
    <div className={lanePictureCss.stage} data-wall={model.wall}>
      <LaneSvg model={model} namesWall={!hidesWallWords(WIDE, model)} />
      <Followed model={model} row={row} />
      {laneParts(model)
        .filter(({ key }) => parts.includes(key))
        .map((part) => {
          const { x, y, width, height: tall } = partBox(WIDE, model, part);
          return (
            <span
              key={part.key}
              className={css.frame}
              style={{
                left: share(x, WIDE.width),
                top: share(y, height),
                width: share(width, WIDE.width),
                height: share(tall, height),
              }}
            />
          );
        })}
    </div>
  );
}
