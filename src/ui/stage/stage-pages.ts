/** What the stage's menu opens besides the scenes: each a dialog that is fetched when it is opened. */
import type { ComponentType } from 'react';

export interface PageProps {
  readonly onClose: () => void;
}

export interface StagePage {
  readonly id: string;
  /** Its word in the menu. */
  readonly label: string;
  readonly load: () => Promise<{ readonly default: ComponentType<PageProps> }>;
}

export const STAGE_PAGES: readonly StagePage[] = [
  { id: 'link', label: 'Copy link', load: () => import('../class/LinkDialog') },
  { id: 'class', label: 'Class picture', load: () => import('../class/ClassPicture') },
  {
    id: 'assignments',
    label: 'Assignments',
    load: () => import('../assignments/AssignmentsDialog'),
  },
  { id: 'teachers', label: 'For teachers', load: () => import('../teachers/TeachersPage') },
];
