/** The projector: the scene on the stage, larger, or what the whole lab projects. */
import { lazy } from 'react';
import { useView } from '../session-context';
import { StageView } from './StageView';

const ProjectorView = lazy(async () => ({
  default: (await import('../projector/ProjectorView')).ProjectorView,
}));

export function Projected() {
  const room = useView((state) => state.room);
  return room === 'stage' ? <StageView /> : <ProjectorView />;
}
