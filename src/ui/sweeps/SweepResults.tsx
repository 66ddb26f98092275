/** What a sweep came to: any measure against the knob, as a chart and as a table, and the way to every single run. */
import { useEffect, useMemo, useState } from 'react';
import { writeFragment } from '../../state/address-codec';
import { dashesOf } from '../../state/charts/chart';
import { repeatIn } from '../../state/seeds/repeat';
import { sweepAsCsv } from '../../state/sweeps/sweep-csv';
import { runsAt, type SweepPlan } from '../../state/sweeps/sweep-plan';
import { sweepLines, sweepMeasures } from '../../state/sweeps/sweep-points';
import { sweptWords } from '../../state/sweeps/sweep-words';
import { sweptKnobs } from '../../state/sweeps/swept-knobs';
import { Choice } from '../controls/Choice';
import { saveFile } from '../runs/save-file';
import { useLab, useSession, useShelf } from '../session-context';
import { ChosenRun } from './ChosenRun';
import type { DrawnSweep } from './drawn-sweep';
import { SweepChart } from './SweepChart';
import css from './Sweeps.module.css';
import { SweepTable } from './SweepTable';

interface Props {
  readonly plan: SweepPlan;
}

/** The last epochs of these runs, as they come; read from the shelf only where `isWanted`. */
function useLastEpochs(ids: readonly string[], isWanted: boolean): ReadonlyMap<string, object> {
  const { runs } = useSession();
  const [epochs, setEpochs] = useState<ReadonlyMap<string, object>>(new Map());
  const next = isWanted ? ids.find((id) => !epochs.has(id)) : undefined;
  useEffect(() => {
    if (next === undefined) return;
    let isGone = false;
    void runs.read([next]).then(([whole]) => {
      const last = whole?.stored.run.epochs.at(-1) ?? {};
      if (!isGone) setEpochs((before) => new Map([...before, [next, last]]));
    });
    return () => {
      isGone = true;
    };
  }, [next, runs]);
  return epochs;
}

export function SweepResults({ plan }: Props) {
  const catalogue = useLab((state) => state.catalogue);
  const measures = useLab((state) => state.measures);
  const cards = useShelf((state) => state.cards);
  const [chosen, setChosen] = useState<string | null>(null);
  const [single, setSingle] = useState<string | null>(null);
  const [isWhole, setWhole] = useState(false);
  const found = useMemo(
    () => plan.values.flatMap((value) => runsAt(plan, value, cards)),
    [plan, cards],
  );
  const modalities = useMemo(
    () => cards.find(({ id }) => id === found[0]?.id)?.modalities ?? [],
    [cards, found],
  );
  const knob = useMemo(
    () => sweptKnobs({ settings: plan.settings, catalogue, modalities: [] }),
    [plan, catalogue],
  ).find(({ path }) => path === plan.path);
  const options = useMemo(() => sweepMeasures(measures, modalities), [measures, modalities]);
  const measure = options.find(({ id }) => id === chosen) ?? options[0];
  const ended = found.flatMap(({ id, status }) => (status === 'ended' ? [id] : []));
  const epochs = useLastEpochs(ended, measure?.isRead === true);
  const lines = useMemo(
    () => (measure ? sweepLines(plan, cards, measure, epochs) : []),
    [plan, cards, measure, epochs],
  );
  if (!knob || !measure) return null;
  if (found.length === 0) {
    return (
      <p className="quiet">
        The first point of every run will appear here when its first race has ended.
      </p>
    );
  }
  const dashes = dashesOf(Object.keys(plan.settings.methods), catalogue);
  const repeat = repeatIn(plan.settings);
  const save = () =>
    saveFile({
      name: `modality-lab-sweep-${plan.path.replaceAll(/[^a-z0-9]+/gi, '-')}.csv`,
      type: 'text/csv;charset=utf-8',
      text: sweepAsCsv(plan, knob.knob, lines, measure, repeat),
    });
  const ids = new Set(found.map(({ id }) => id));
  const source = {
    words: sweptWords(
      plan,
      knob.knob,
      cards.filter(({ id }) => ids.has(id)),
      repeat,
    ),
    settings: {
      ...plan.settings,
      swept: { path: plan.path, values: plan.values, on: plan.numbers },
    },
    link: `${location.origin}${location.pathname}${writeFragment(plan.settings)}`,
  };
  const drawn: DrawnSweep = {
    ...{ plan, knob, lines, measure, dashes, repeat, modalities, source },
    chosen: single,
    onChoose: setSingle,
  };
  return (
    <div className={css.results}>
      <div className={css.fields}>
        <Choice
          label="Measure"
          value={measure.id}
          options={options.map(({ id, label }) => ({ value: id, name: label }))}
          onChange={setChosen}
        />
        {measure.unit === 'share' ? (
          <label className={css.whole}>
            <input
              type="checkbox"
              checked={isWhole}
              onChange={(event) => setWhole(event.target.checked)}
            />
            Axis from 0 to 100 %
          </label>
        ) : null}
      </div>
      <SweepChart {...drawn} isWhole={isWhole} />
      {single === null ? null : <ChosenRun id={single} onClose={() => setSingle(null)} />}
      <SweepTable {...drawn} />
      <p>
        <button type="button" className="link" onClick={save}>
          Save the single values as CSV
        </button>
      </p>
    </div>
  );
}
