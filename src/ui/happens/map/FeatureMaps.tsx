/**
 * Every modality's features on a plane, side by side. A sample that is pointed at is marked on every
 * map; a rectangle drawn on one opens the samples in it. Follows the moment looked at.
 */

import { useMemo, useState } from 'react';
import { type Place, rowsAt } from '../../../protocol/units';
import { TERMS } from '../../../state/charts/terms';
import { mapView, neighbours, pointText } from '../../../state/features/map-view';
import { percent } from '../../../state/format';
import { Choice } from '../../controls/Choice';
import { Term } from '../../controls/Term';
import { toneTypeColour } from '../../figures/strokes';
import { useSession, useShown } from '../../session-context';
import { SaveFigure } from '../../take-away/SaveFigure';
import saveCss from '../../take-away/SaveFigure.module.css';
import type { TabProps } from '../tab';
import { ClassLegend } from './ClassLegend';
import css from './FeatureMaps.module.css';
import { FeatureScatter } from './FeatureScatter';

/** A sample with those around it. */
const NEIGHBOURHOOD = 12;
const ALL = 'all';

interface Pointed {
  readonly place: Place;
  /** Number of the map on which it was pointed at. */
  readonly map: number;
}

export function FeatureMaps({ source, run }: TabProps) {
  const session = useSession();
  const at = useShown((state) => state.at);
  const [label, setLabel] = useState(ALL);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const view = useMemo(() => {
    const snapshots = run?.snapshots.filter(({ epoch }) => at === null || epoch <= at) ?? [];
    return mapView(snapshots, source.summary);
  }, [run, at, source.summary]);
  const classNames = source.summary?.classNames ?? [];
  if (!run || !view) {
    return (
      <p className="quiet">
        Every sample will appear here as a point, once as each modality sees it.
      </p>
    );
  }
  const { maps, snapshot, count } = view;
  const open = (title: string, places: readonly Place[]) => {
    if (places.length === 0) return;
    session.samples.getState().open({
      title,
      note: `${run.label}, epoch ${snapshot.epoch}, ${snapshot.heldOut} split`,
      run: run.name,
      rows: rowsAt(snapshot.rows, places),
    });
  };
  const place = pointed && pointed.place < count ? pointed.place : null;
  const on = maps[pointed?.map ?? 0];
  const drawn = (acts: boolean) => (
    <>
      {label === ALL ? <ClassLegend classNames={classNames} /> : null}
      <ul className={css.maps}>
        {maps.map((each, k) => (
          <li key={each.id}>
            <h3 style={{ color: toneTypeColour(each.tone) }}>{each.word}</h3>
            <FeatureScatter
              modality={each}
              labels={snapshot.labels}
              classNames={classNames}
              highlighted={label === ALL ? null : Number(label)}
              place={acts ? place : null}
              onPoint={(next) => setPointed(next === null ? null : { place: next, map: k })}
              onOpen={(at) => open(`Sample ${snapshot.rows[at]}`, [at])}
              onArea={(places) => open(`An area of the ${each.word} map`, places)}
            />
            <p className="small quiet">
              {percent(each.map.share)} of the spread lies in this plane.
            </p>
          </li>
        ))}
      </ul>
    </>
  );
  return (
    <section className="stack" aria-labelledby="map-title">
      <div className={saveCss.titled}>
        <h2 id="map-title">
          <Term says={TERMS.featureMap.says}>Feature map</Term>
        </h2>
        <p className="small quiet">
          epoch {snapshot.epoch} · held-out: {snapshot.heldOut} split · {count} samples
        </p>
        <SaveFigure
          title="Feature map"
          says={[
            'Feature map',
            TERMS.featureMap.says,
            run.label,
            `Epoch ${snapshot.epoch}, held-out: ${snapshot.heldOut} split, ${count} samples`,
          ]}
          copy={() => drawn(false)}
        />
      </div>
      <Choice
        label="Class in ink"
        value={label}
        options={[
          { value: ALL, name: 'every class' },
          ...classNames.map((each, c) => ({ value: String(c), name: each })),
        ]}
        onChange={setLabel}
      />
      {drawn(true)}
      <p className={css.told} role="status">
        {place === null
          ? 'Point at a sample, or go to a map and use the arrow keys: it is marked on every map.'
          : `${pointText(snapshot, place, maps, classNames)}.`}
      </p>
      {place !== null && on ? (
        <button
          type="button"
          className={`link ${css.neighbours}`}
          onClick={() =>
            open(
              `Sample ${snapshot.rows[place]} and its neighbours on the ${on.word} map`,
              neighbours(on.map, place, NEIGHBOURHOOD),
            )
          }
        >
          Open it with its neighbours on the {on.word} map
        </button>
      ) : null}
      <p className="small quiet">
        A press or Enter opens a sample; a rectangle drawn over samples opens all of them.
      </p>
    </section>
  );
}
