/**
 * The samples that a person opened, over the page: a page of tiles, or one of them with everything a run says of it.
 * Asks the session for the numbers of what is in sight and of nothing else.
 */
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import type { Opening } from '../../state/samples/sample-store';
import { ScrollRegion } from '../controls/ScrollRegion';
import sheet from '../controls/sheet.module.css';
import { useSamples, useSession } from '../session-context';
import { SampleStoryView } from './SampleStoryView';
import css from './SamplesDialog.module.css';
import { SampleTiles } from './SampleTiles';
import { useReadingRefusal } from './use-reading-refusal';

/** Why tiles and drawings stay empty. */
function Refusal({ reading }: { readonly reading: string | null }) {
  const failed = useSamples((state) => state.failed);
  if (reading !== null) {
    return (
      <p className="small" role="status">
        {reading}
      </p>
    );
  }
  return failed ? (
    <p className="small" role="alert">
      {failed.message} {failed.hint}
    </p>
  ) : null;
}

function Opened({ opening }: { readonly opening: Opening }) {
  const session = useSession();
  const refusal = useReadingRefusal();
  const read = refusal === null ? session.readSamples : null;
  /** Place of the sample in sight among those opened; null shows the tiles. */
  const [place, setPlace] = useState<number | null>(opening.rows.length === 1 ? 0 : null);
  const [page, setPage] = useState(0);
  const count = opening.rows.length;
  const row = place === null ? undefined : opening.rows[place];
  return (
    <>
      <div className={css.head}>
        <Dialog.Title className="large">{opening.title}</Dialog.Title>
        <Dialog.Description className="small quiet">
          {opening.note}: {count} {count === 1 ? 'sample' : 'samples'}
        </Dialog.Description>
        <Dialog.Close className="button">Close</Dialog.Close>
      </div>
      <ScrollRegion className={`${sheet.body} ${css.body}`} label="Samples, scrolls">
        <Refusal reading={refusal} />
        {row === undefined ? (
          <SampleTiles
            rows={opening.rows}
            page={page}
            onPage={setPage}
            onOpen={setPlace}
            read={read}
          />
        ) : (
          <SampleStoryView row={row} run={opening.run} read={read} />
        )}
      </ScrollRegion>
      {place === null || count === 1 ? null : (
        <div className={css.pager}>
          <button type="button" className="button" onClick={() => setPlace(null)}>
            Back to all {count}
          </button>
          <button
            type="button"
            className="button"
            aria-disabled={place === 0}
            onClick={() => setPlace(Math.max(0, place - 1))}
          >
            Previous
          </button>
          <span className="quiet">
            {place + 1} of {count}
          </span>
          <button
            type="button"
            className="button"
            aria-disabled={place === count - 1}
            onClick={() => setPlace(Math.min(count - 1, place + 1))}
          >
            Next
          </button>
        </div>
      )}
    </>
  );
}

export default function SamplesDialog() {
  const opening = useSamples((state) => state.opening);
  const close = useSamples((state) => state.close);
  return (
    <Dialog.Root
      open={opening !== null}
      onOpenChange={(open) => {
        if (!open) close();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className={`floating ${sheet.sheet} ${css.sheet}`}>
          {opening ? <Opened key={openingKey(opening)} opening={opening} /> : null}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const openingKey = ({ title, note }: Opening): string => `${title} ${note}`;
