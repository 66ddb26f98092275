/** What is said of all seeds: the sentences, and what is called what. Pure. */
import type { Catalogue } from '../../protocol/catalogue';
import type { DataSetSummary } from '../../protocol/data-set';
import { tellSeeds } from '../../verdict/tell-seeds';
import { modalityWord } from '../charts/modality-word';
import { chanceOf } from '../gaps';
import type { SeedMeasure, SeedRow, SeedTable } from './seed-table';
import type { SeedsState } from './seeds-store';

type Modalities = DataSetSummary['modalities'];

/** What a person calls each modality; two that are called alike are told apart by their ids. */
export function modalityNames(modalities: Modalities): ReadonlyMap<string, string> {
  const isAlone = (name: string) => modalities.filter((other) => other.name === name).length === 1;
  return new Map(modalities.map(({ id, name }) => [id, isAlone(name) ? name : `${name} (${id})`]));
}

/** The baseline in use: the one chosen, where it is in the race, else the first. */
export function baselineIn({ rows }: SeedTable, { baseline }: Pick<SeedsState, 'baseline'>) {
  const isThere = rows.some(({ run }) => run === baseline);
  return isThere && baseline !== null ? baseline : (rows[0]?.run ?? '');
}

/** The measure in use: the modality chosen, where the data have it, else the prediction. */
export function measureIn(
  modalities: Modalities,
  { modality }: Pick<SeedsState, 'modality'>,
): SeedMeasure {
  const isThere = modalities.some(({ id }) => id === modality);
  return isThere && modality !== null ? { of: 'modality', modality } : { of: 'fusion' };
}

/** "under joint training"; a run with knobs of its own goes by its label. */
export const underIn = ({ run, label }: Pick<SeedRow, 'run' | 'label'>, catalogue: Catalogue) =>
  catalogue.find(({ id }) => id === run)?.phrase ?? `under ${label}`;

/** The sentences about all seeds; empty where there are not two. */
export function tellAllSeeds(
  table: SeedTable,
  summary: DataSetSummary | null,
  catalogue: Catalogue,
  chosen: Pick<SeedsState, 'baseline'>,
): string {
  if (!summary) return '';
  const names = modalityNames(summary.modalities);
  return tellSeeds({
    methods: table.rows.map(({ run, label, fusion, cells }) => ({
      method: run,
      label,
      under: underIn({ run, label }, catalogue),
      fusion,
      unimodal: new Map(cells.map(({ modality, accuracy }) => [modality, accuracy])),
    })),
    modalities: summary.modalities.map(({ id }) => ({
      id,
      word: modalityWord(names.get(id) ?? id),
    })),
    alone: table.alone,
    baseline: baselineIn(table, chosen),
    chance: chanceOf(summary, 'test'),
  });
}
