/** How many runs train side by side, and why not more. */
import { Range } from '../controls/Range';
import { useSession, useThreads } from '../session-context';

export function Threads() {
  const session = useSession();
  const { processors, wanted, there, reasons } = useThreads((state) => state);
  if (processors === 1) {
    return <p>The browser tells of one processor, so the runs of a race take turns on it.</p>;
  }
  return (
    <>
      <p>
        Runs of a race do not depend on each other. They train side by side, on as many threads as
        this, with the numbers that they have one after the other.
      </p>
      <Range
        label="Threads, from the next race on"
        ends={['one', 'every processor']}
        value={wanted}
        min={1}
        max={processors}
        step={1}
        show={(threads) => `${threads} of ${processors} processors`}
        onCommit={(threads) => session.trainOn(threads)}
      />
      {there !== null && there < wanted ? (
        <p>{`For now there ${there === 1 ? 'is one thread' : `are ${there} threads`}.`}</p>
      ) : null}
      {reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
    </>
  );
}
