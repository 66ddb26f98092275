/** The button that gives the trained nets a sample, once a net has trained here; the sheet loads with the first press. */
import { lazy, Suspense } from 'react';
import { useRace, useSession, useTrying } from '../session-context';

const TrySheet = lazy(() => import('./TrySheet'));

export function TryPanel() {
  const { trying } = useSession();
  const shown = useTrying((state) => state.shown);
  const canTry = useRace(
    ({ phase, record }) =>
      (phase === 'paused' || phase === 'ended' || phase === 'running') &&
      record.some(({ epochs, snapshots }) => epochs.length > 0 && snapshots.length > 0),
  );
  if (!canTry) return null;
  return (
    <section aria-labelledby="try-title">
      <h2 id="try-title">Try it</h2>
      <p className="small quiet">
        Give these nets a sample: cover a modality, add noise, swap its sound, draw or record one.
      </p>
      <button type="button" className="button outlined" onClick={() => trying.show(true)}>
        Try the nets on a sample
      </button>
      {shown ? (
        <Suspense fallback={null}>
          <TrySheet />
        </Suspense>
      ) : null}
    </section>
  );
}
