/** Failures and news: what happened and what to do. Failures interrupt a screen reader, news wait their turn. */
import { lazy, Suspense } from 'react';
import type { Notice } from '../../state/notices';
import { faultsToTell } from '../../state/storage/storage-store';
import { useNotices, useStorage } from '../session-context';
import css from './Notices.module.css';

/** Fetched with the first fault. */
const StorageNote = lazy(() => import('../storage/StorageNote'));

function NoticeLine({ notice }: { readonly notice: Notice }) {
  const dismiss = useNotices((state) => state.dismiss);
  const { action } = notice;
  return (
    <div className={css.notice} data-tone={notice.tone}>
      <p>
        {notice.message} <span className="quiet">{notice.hint}</span>
      </p>
      {action ? (
        <button type="button" className="button small" onClick={action.run}>
          {action.word}
        </button>
      ) : null}
      <button type="button" className="link small" onClick={() => dismiss(notice.topic)}>
        Dismiss
      </button>
    </div>
  );
}

export function Notices() {
  const notices = useNotices((state) => state.notices);
  const isKept = useStorage((state) => faultsToTell(state).length === 0);
  const lines = (tone: Notice['tone']) =>
    notices
      .filter((notice) => notice.tone === tone)
      .map((notice) => <NoticeLine key={notice.topic} notice={notice} />);
  return (
    <>
      <div role="alert">
        {isKept ? null : (
          <Suspense fallback={null}>
            <StorageNote />
          </Suspense>
        )}
        {lines('problem')}
      </div>
      <div role="status">{lines('news')}</div>
    </>
  );
}
