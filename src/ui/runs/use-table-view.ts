/** How the shelf is looked at, as cards or as a table and how that was left, and the way to change it. */
import { useEffect, useState } from 'react';
import {
  FIRST_VIEW,
  readTableView,
  type TableView,
  writeTableView,
} from '../../state/runs/runs-table';
import { useSession } from '../session-context';

export function useTableView(): readonly [TableView, (view: TableView) => void] {
  const { runs } = useSession();
  const [view, setView] = useState(FIRST_VIEW);
  useEffect(() => {
    let isCurrent = true;
    void runs.note('table').then((kept) => isCurrent && setView(readTableView(kept)));
    return () => {
      isCurrent = false;
    };
  }, [runs]);
  const change = (to: TableView) => {
    setView(to);
    void runs.keepNote('table', writeTableView(to));
  };
  return [view, change];
}
