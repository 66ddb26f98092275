/**
 * The PyTorch of each method, by its id. A method is looked up here when a notebook is asked for: one without is
 * refused by its name, and nothing else depends on this list.
 */
import type { NamedPart } from '../part';
import { agm } from './agm';
import { aug } from './aug';
import { dgl } from './dgl';
import { diMml } from './di-mml';
import { frozenFusion } from './frozen-fusion';
import { gBlend } from './g-blend';
import { g2d } from './g2d';
import { inforeg } from './inforeg';
import { joint } from './joint';
import { lateEnsemble } from './late-ensemble';
import { lfm } from './lfm';
import { mcr } from './mcr';
import { mla } from './mla';
import { mmcosine } from './mmcosine';
import { mmpareto } from './mmpareto';
import { mslr } from './mslr';
import { multiLoss } from './multi-loss';
import { ogm, ogmGe } from './ogm';
import { opm } from './opm';
import { pmr } from './pmr';
import { reconboost } from './reconboost';
import { relearn } from './relearn';
import { remix } from './remix';
import { tcmax } from './tcmax';
import { umt } from './umt';
import { unimodal } from './unimodal';
import { valuation } from './valuation';

export const METHOD_PARTS: ReadonlyMap<string, NamedPart> = new Map([
  ['joint', joint],
  ['di-mml', diMml],
  ['unimodal', unimodal],
  ['late-ensemble', lateEnsemble],
  ['frozen-fusion', frozenFusion],
  ['multi-loss', multiLoss],
  ['dgl', dgl],
  ['ogm', ogm],
  ['ogm-ge', ogmGe],
  ['agm', agm],
  ['pmr', pmr],
  ['mslr', mslr],
  ['opm', opm],
  ['mmpareto', mmpareto],
  ['umt', umt],
  ['g-blend', gBlend],
  ['inforeg', inforeg],
  ['mmcosine', mmcosine],
  ['relearn', relearn],
  ['g2d', g2d],
  ['reconboost', reconboost],
  ['aug', aug],
  ['valuation', valuation],
  ['lfm', lfm],
  ['remix', remix],
  ['mcr', mcr],
  ['mla', mla],
  ['tcmax', tcmax],
]);
