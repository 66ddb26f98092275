/** Why a measure is not there, in a sentence. Pure; an honest gap teaches more than an empty box. */
import { isOfEnd, type MeasureCatalogue, type MeasureDescription } from '../../protocol/measure';
import type { ChartSource } from '../charts/chart-frame';
import type { RunRecord } from '../race-record';

const HEAVY_OFF =
  'Not measured: the setting measures.heavy is off, which saves the time that this takes.';
const KEPT_BEFORE =
  'Not measured: this run was kept by a version of the lab that did not measure it yet.';
const NOT_DESCRIBED = 'What is measured will appear here once the lab is open.';

/** The description of a measure; undefined until the lab has sent it. */
export function describedMeasure(
  measures: MeasureCatalogue,
  id: string,
): MeasureDescription | undefined {
  return measures.find((each) => each.id === id);
}

/** A description's sentence about a run. */
const about = (sentence: string, run: RunRecord): string => sentence.replaceAll('{run}', run.label);

/** The sentence for a measure that is null in the epoch shown. */
export function whyNot(
  description: MeasureDescription | undefined,
  { settings }: Pick<ChartSource, 'settings'>,
  run: RunRecord | null,
): string {
  if (!description) return NOT_DESCRIBED;
  if (description.heavy && !settings.measures.heavy) return HEAVY_OFF;
  const isEarly = isOfEnd(description) ? !run?.end : run?.epochs.length === 0;
  if (!run || isEarly) return description.waiting;
  return isKnown(description, run) ? about(description.absent, run) : KEPT_BEFORE;
}

/** Whether the version that trained the run took this measure: what it took and did not find is null there. */
function isKnown({ id }: MeasureDescription, { epochs }: RunRecord): boolean {
  const [whole = id] = id.split('.');
  return Object.hasOwn(epochs.at(-1) ?? {}, whole);
}

/** The explanation of a measure, or of a part of it; undefined until the lab has sent it. */
export function explained(
  measures: MeasureCatalogue,
  id: string,
  part?: string,
): string | undefined {
  const description = describedMeasure(measures, id);
  if (part === undefined) return description?.explanation;
  return description?.per === 'structure' ? description.terms[part] : undefined;
}

/** The same said of a run. */
export function explainedOf(
  { measures }: Pick<ChartSource, 'measures'>,
  run: RunRecord | null,
  id: string,
  part: string,
): string {
  const sentence = explained(measures, id, part) ?? NOT_DESCRIBED;
  return run ? about(sentence, run) : sentence;
}
