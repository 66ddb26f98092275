/**
 * A copy of a run as it stands, to be asked and not to be trained: what its nets say of a sample. The copy needs a few
 * training samples for its shapes alone; nothing is learned from them.
 */
import type { Matrix } from '../../math/matrix';
import type { TakenNet } from '../../protocol/taken';
import type { TriedAnswer } from '../../protocol/tried';
import { startRun } from '../catalogue';
import type { MethodRun, RunContext } from '../method';
import { logitsOf } from '../model/readings';
import { answered } from './evaluate';
import { takeUp } from './go-to-epoch';
import type { SplitData } from './race-data';
import type { Standing } from './standing';

/**
 * @param context of the run; its data are read for their shapes.
 * @throws Error when the standing is another network's. The caller frees the copy.
 */
export async function twinOf(context: RunContext, standing: Standing): Promise<MethodRun> {
  const twin = await startRun(context);
  try {
    let before = 0;
    for (const stage of twin.stages) {
      // a head that has begun to train is asked, and only then
      if (standing.epochs > before) await stage.begin?.();
      before += stage.epochs;
    }
    takeUp(twin, standing);
    return twin;
  } catch (error) {
    twin.free();
    throw error;
  }
}

/**
 * What a run says of the one sample of a split, of which modalities may be covered: as of any sample that lacks them.
 * @param ids of the modalities, in their order.
 */
export async function answerOf(
  twin: MethodRun,
  sample: SplitData,
  ids: readonly string[],
): Promise<Omit<TriedAnswer, 'run' | 'epoch'>> {
  const readings = await twin.read(sample);
  const keys = Object.keys(readings.logits);
  if (sample.has.every((mask) => mask?.[0] === 0)) {
    const nothing = { logits: {}, prediction: null, certainty: null };
    return { ...nothing, unasked: keys.length, fusionSource: 'method' };
  }
  const answers = twin.answers(readings);
  const { fusion, fusionSource, certainty } = answers;
  const asked = keys.filter((key) => answered(key, ids, sample.has, answers)?.[0] !== 0);
  const rowOf = ({ values, columns }: Matrix) => Array.from(values.subarray(0, columns));
  return {
    logits: Object.fromEntries(asked.map((key) => [key, rowOf(logitsOf(readings, key))])),
    unasked: keys.length - asked.length,
    prediction: fusion && rowOf(fusion),
    fusionSource,
    certainty: certainty ?? null,
  };
}

/** What a copy has learned, and which of its heads speak. @param some any complete samples: heads and weights are the same for all. */
export async function plainNet(
  twin: MethodRun,
  some: SplitData,
): Promise<Pick<TakenNet, 'parameters' | 'heads' | 'temperature'>> {
  const readings = await twin.read(some);
  const parameters = await Promise.all(
    (twin.answering?.() ?? twin.arenas).map(async (arena) => {
      const values = await arena.read();
      return arena.specs.flatMap(({ name, shape }) => {
        const own = values.get(name);
        return own ? [{ name, shape, values: own }] : [];
      });
    }),
  );
  return {
    parameters: parameters.flat(),
    heads: Object.keys(readings.logits),
    temperature: twin.answers(readings).certainty?.temperature ?? null,
  };
}
