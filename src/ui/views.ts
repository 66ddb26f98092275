/** What each way of looking at the page draws. Must not import stores. */
import type { ComponentType } from 'react';
import type { ViewId } from '../state/views';
import { LabView } from './lab/LabView';
import { ProjectorView } from './projector/ProjectorView';

export const VIEW_OF: Readonly<Record<ViewId, ComponentType>> = {
  lab: LabView,
  projector: ProjectorView,
};
