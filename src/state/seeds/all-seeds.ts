/** What is said of all seeds: the sentences, the question, and what is called what. Pure. */
import type { Catalogue } from '../../protocol/catalogue';
import type { DataSetSummary } from '../../protocol/data-set';
import {
  methodsBelow,
  type SeedsSubject,
  seedsOfAll,
  type ToldSeeds,
  tellSeeds,
} from '../../verdict/tell-seeds';
import { modalityWord } from '../charts/modality-word';
import { chanceOf } from '../gaps';
import { askWhy } from '../telling/question';
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

/** What the verdicts over all seeds are made from; null while the data are not known. */
function toldOf(
  table: SeedTable,
  summary: DataSetSummary | null,
  catalogue: Catalogue,
  chosen: Pick<SeedsState, 'baseline'>,
): ToldSeeds | null {
  if (!summary) return null;
  const names = modalityNames(summary.modalities);
  return {
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
  };
}

/** The sentences about all seeds; empty where there are not two. */
export function tellAllSeeds(
  table: SeedTable,
  summary: DataSetSummary | null,
  catalogue: Catalogue,
  chosen: Pick<SeedsState, 'baseline'>,
  subject: SeedsSubject = 'all',
): string {
  const told = toldOf(table, summary, catalogue, chosen);
  return told ? tellSeeds(told, subject) : '';
}

/** What the page asks of all seeds; null where there are not two. */
export function questionOfSeeds(
  table: SeedTable,
  summary: DataSetSummary | null,
  catalogue: Catalogue,
): string | null {
  const told = toldOf(table, summary, catalogue, { baseline: null });
  const seeds = told ? seedsOfAll(told) : 0;
  if (!told || seeds < 2) return null;
  const below = methodsBelow(told);
  const lost = told.modalities.flatMap(({ id, word }) => {
    const methods = below.get(id) ?? [];
    return methods.length > 0 ? [{ word, methods }] : [];
  });
  const where = told.methods.filter(({ method }) =>
    lost.some(({ methods }) => methods.some((one) => one.method === method)),
  );
  const words = lost.map(({ word }) => word);
  const asked = askWhy('less', words, {
    named: where.map(({ under }) => under),
    of: told.methods.length,
  });
  return `Over ${seeds} seeds: ${asked ?? 'does any modality learn less than alone?'}`;
}
