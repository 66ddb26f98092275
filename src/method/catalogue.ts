/** The methods of this build, in the order the page lists them. Adding one is one file and one line here. */
import type { Catalogue } from '../protocol/catalogue';
import { COMMON_KNOBS } from '../protocol/common-knobs';
import { methodIdOf, SettingsError } from '../protocol/settings';
import type { Method } from './method';
import { agm } from './methods/agm';
import { dgl } from './methods/dgl';
import { diMml } from './methods/di-mml';
import { frozenFusion } from './methods/frozen-fusion';
import { joint } from './methods/joint';
import { lateEnsemble } from './methods/late-ensemble';
import { mslr } from './methods/mslr';
import { multiLoss } from './methods/multi-loss';
import { ogm, ogmGe } from './methods/ogm';
import { opm } from './methods/opm';
import { pmr } from './methods/pmr';
import { unimodal } from './methods/unimodal';

const WRITTEN: readonly Method[] = [
  joint,
  diMml,
  unimodal,
  lateEnsemble,
  frozenFusion,
  multiLoss,
  dgl,
  ogm,
  ogmGe,
  agm,
  pmr,
  mslr,
  opm,
];

const METHODS = WRITTEN.map(({ description, start }): Method => {
  return { description: { ...description, knobs: [...description.knobs, ...COMMON_KNOBS] }, start };
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
