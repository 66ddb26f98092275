/** One of the pages of the menu, opened: nothing until it is fetched. */
import { lazy, Suspense, useMemo } from 'react';
import { STAGE_PAGES } from './stage-pages';

interface Props {
  /** Its id in the list of pages. */
  readonly id: string;
  readonly onClose: () => void;
}

export function OpenPage({ id, onClose }: Props) {
  const Page = useMemo(() => {
    const found = STAGE_PAGES.find((page) => page.id === id);
    return found ? lazy(found.load) : null;
  }, [id]);
  return Page ? (
    <Suspense fallback={null}>
      <Page onClose={onClose} />
    </Suspense>
  ) : null;
}
