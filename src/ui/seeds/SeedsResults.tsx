/** What the seeds came to: means with their spread, comparisons with a baseline, and every single value. */

import { useMemo } from 'react';
import { modalityNames } from '../../state/seeds/all-seeds';
import { repeatIn } from '../../state/seeds/repeat';
import { seedsAsCsv } from '../../state/seeds/seeds-csv';
import { tellFolds } from '../../state/seeds/tell-folds';
import { saveFile } from '../runs/save-file';
import { useExperiment } from '../session-context';
import { SeedComparisons } from './SeedComparisons';
import { SeedMeans } from './SeedMeans';
import css from './SeedsPanel.module.css';
import { SeedValues } from './SeedValues';
import { useSeedTable } from './use-seed-table';

export default function SeedsResults() {
  const table = useSeedTable();
  const summary = useExperiment((state) => state.summary);
  const modalities = useMemo(() => {
    const all = summary?.modalities ?? [];
    const names = modalityNames(all);
    return all.map(({ id }) => ({ id, name: names.get(id) ?? id }));
  }, [summary]);
  const settings = useExperiment((state) => state.settings);
  const repeat = repeatIn(settings);
  const save = () =>
    saveFile({
      name: `modality-lab-${table.seeds.length}-${repeat}s.csv`,
      type: 'text/csv;charset=utf-8',
      text: seedsAsCsv(table, repeat),
    });
  return (
    <div className={css.results}>
      <SeedMeans table={table} modalities={modalities} repeat={repeat} />
      {settings.folds === undefined ? (
        <SeedComparisons table={table} modalities={modalities} />
      ) : (
        <p>{tellFolds(table, settings.folds)}</p>
      )}
      <SeedValues table={table} modalities={modalities} repeat={repeat} />
      <p>
        <button type="button" className="link" onClick={save}>
          Save the single values as CSV
        </button>
      </p>
    </div>
  );
}
