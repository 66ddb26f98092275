/**
 * The race's two charts over all seeds: the mean of every line, with the band of one standard deviation on either side,
 * and mean levels. Drawn as the charts of one race are. Pure.
 */
import { runNames } from '../../protocol/settings';
import type { Chart } from '../charts/chart';
import { type ChartSource, heldOutSplit } from '../charts/chart-frame';
import { raceCharts } from '../charts/race-charts';
import { meanLevels } from './mean-levels';
import { counted, repeatIn } from './repeat';
import { bandOf, meanRecord, type SeedCurve } from './seed-curves';

/** The charts of so many seeds; of the present race where fewer than two have a curve. */
export function seedCharts(
  source: ChartSource,
  curves: readonly SeedCurve[],
): readonly [Chart, Chart] {
  const ids = (source.summary?.modalities ?? []).map(({ id }) => id);
  const record = meanRecord(curves, runNames(source.settings), ids);
  const seeds = new Set(curves.map(({ seed }) => seed)).size;
  const charts = raceCharts({ ...source, record, levels: meanLevels(curves) });
  const heldOut = heldOutSplit({ ...source, record });
  const over = (chart: Chart, of: 'modality' | 'fusion'): Chart => ({
    ...chart,
    subtitle: `mean of ${counted(seeds, repeatIn(source.settings))}, band \u00B1 one standard deviation \u00B7 ${heldOut} split`,
    bands: chart.lines.flatMap((line) => bandOf(line, of, curves) ?? []),
  });
  const [modalities, fusion] = charts;
  return [over(modalities, 'modality'), over(fusion, 'fusion')];
}
