/**
 * What each way of looking at the page draws. The stage is what opens first; the whole lab and its projector are
 * fetched when somebody goes there. Must not import stores.
 */
import { type ComponentType, lazy } from 'react';
import type { ViewId } from '../state/views';
import { Projected } from './stage/Projected';
import { StageView } from './stage/StageView';

const LabView = lazy(async () => ({ default: (await import('./lab/LabView')).LabView }));

export const VIEW_OF: Readonly<Record<ViewId, ComponentType>> = {
  stage: StageView,
  lab: LabView,
  projector: Projected,
};
