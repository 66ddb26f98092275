/**
 * The methods of this build, in the order the page lists them: what each says of itself, and where its training code
 * is. Adding one is two files and one line here.
 */
import { undoneOnFailure } from '../engine/kernels/undone-on-failure';
import type { Catalogue } from '../protocol/catalogue';
import { COMMON_KNOBS } from '../protocol/common-knobs';
import { methodIdOf, SettingsError } from '../protocol/settings';
import { agm } from './descriptions/agm';
import { aug } from './descriptions/aug';
import { dgl } from './descriptions/dgl';
import { diMml } from './descriptions/di-mml';
import { frozenFusion } from './descriptions/frozen-fusion';
import { gBlend } from './descriptions/g-blend';
import { g2d } from './descriptions/g2d';
import { inforeg } from './descriptions/inforeg';
import { joint } from './descriptions/joint';
import { lateEnsemble } from './descriptions/late-ensemble';
import { lfm } from './descriptions/lfm';
import { mcr } from './descriptions/mcr';
import { mla } from './descriptions/mla';
import { mmcosine } from './descriptions/mmcosine';
import { mmpareto } from './descriptions/mmpareto';
import { mslr } from './descriptions/mslr';
import { multiLoss } from './descriptions/multi-loss';
import { ogm, ogmGe } from './descriptions/ogm';
import { opm } from './descriptions/opm';
import { pmr } from './descriptions/pmr';
import { reconboost } from './descriptions/reconboost';
import { relearn } from './descriptions/relearn';
import { remix } from './descriptions/remix';
import { tcmax } from './descriptions/tcmax';
import { umt } from './descriptions/umt';
import { unimodal } from './descriptions/unimodal';
import { valuation } from './descriptions/valuation';
import type { Method, MethodRun, RunContext } from './method';
import { fetchEncoders } from './model/encoder-choice';

const WRITTEN: readonly Method[] = [
  { description: joint, load: () => import('./methods/joint') },
  { description: diMml, load: () => import('./methods/di-mml') },
  { description: unimodal, load: () => import('./methods/unimodal') },
  { description: lateEnsemble, load: () => import('./methods/late-ensemble') },
  { description: frozenFusion, load: () => import('./methods/frozen-fusion') },
  { description: multiLoss, load: () => import('./methods/multi-loss') },
  { description: dgl, load: () => import('./methods/dgl') },
  { description: ogm, load: () => import('./methods/ogm') },
  { description: ogmGe, load: () => import('./methods/ogm-ge') },
  { description: agm, load: () => import('./methods/agm') },
  { description: pmr, load: () => import('./methods/pmr') },
  { description: mslr, load: () => import('./methods/mslr') },
  { description: opm, load: () => import('./methods/opm') },
  { description: mmpareto, load: () => import('./methods/mmpareto') },
  { description: umt, load: () => import('./methods/umt') },
  { description: lfm, load: () => import('./methods/lfm') },
  { description: mcr, load: () => import('./methods/mcr') },
  { description: gBlend, load: () => import('./methods/g-blend') },
  { description: mmcosine, load: () => import('./methods/mmcosine') },
  { description: inforeg, load: () => import('./methods/inforeg') },
  { description: relearn, load: () => import('./methods/relearn') },
  { description: g2d, load: () => import('./methods/g2d') },
  { description: valuation, load: () => import('./methods/valuation') },
  { description: remix, load: () => import('./methods/remix') },
  { description: reconboost, load: () => import('./methods/reconboost') },
  { description: tcmax, load: () => import('./methods/tcmax') },
  { description: mla, load: () => import('./methods/mla') },
  { description: aug, load: () => import('./methods/aug') },
];

const METHODS = WRITTEN.map(({ description, load }): Method => {
  return { description: { ...description, knobs: [...description.knobs, ...COMMON_KNOBS] }, load };
});

/** What the page is told about the methods. */
export const catalogue: Catalogue = METHODS.map(({ description }) => description);

/** The method a run name asks for. @throws SettingsError naming the known ones. */
export function methodOf(run: string): Method {
  const id = methodIdOf(run);
  const method = METHODS.find(({ description }) => description.id === id);
  if (!method) {
    const known = METHODS.map(({ description }) => description.id).join(', ');
    throw new SettingsError(
      `methods.${run}`,
      `There is no method called ${id}; this lab has ${known}.`,
    );
  }
  return method;
}

/**
 * Builds a run, once the training code of its method and of its encoders is there.
 * @throws SettingsError where there is no such method, or the settings do not suit it; whatever the device throws that has no
 *   room for it. Nothing is held then.
 */
export async function startRun(context: RunContext): Promise<MethodRun> {
  const { start } = await methodOf(context.run).load();
  await fetchEncoders(context);
  return undoneOnFailure(context.kernels, (building) => start({ ...context, ...building }));
}
