/**
 * The sheet for recording a data set: what camera and microphone give on one side, the classes on the other. Loaded when
 * somebody wants to record.
 */
import { Dialog } from 'radix-ui';
import { counted } from '../../state/importing/tell-import';
import { countOf } from '../../state/recording/recording';
import { whatBecomesOne, whatIsLacking } from '../../state/recording/tell-recording';
import { ScrollRegion } from '../controls/ScrollRegion';
import importSheetCss from '../data/ImportSheet.module.css';
import { useRecording, useSession } from '../session-context';
import { Devices } from './Devices';
import { RecordedClasses } from './RecordedClasses';
import css from './RecordSheet.module.css';

export default function RecordSheet() {
  const { recording } = useSession();
  return (
    <Dialog.Root open onOpenChange={(open) => open || recording.show(false)}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className={`floating ${importSheetCss.sheet}`}>
          <header className={importSheetCss.head}>
            <Dialog.Title className={`${importSheetCss.title} large`}>Record here</Dialog.Title>
            <Dialog.Description className="small quiet">
              Nothing leaves this tab: pictures and sounds stay in its memory.
            </Dialog.Description>
            <Dialog.Close className={`button ${importSheetCss.close}`}>Close</Dialog.Close>
          </header>
          <ScrollRegion
            className={`${importSheetCss.body} ${css.body}`}
            label="Devices and classes, scrolls"
          >
            <Devices />
            <RecordedClasses />
          </ScrollRegion>
          <Foot />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Use what was recorded, or why it cannot be used yet. */
function Foot() {
  const { recording } = useSession();
  const classes = useRecording((state) => state.classes);
  const count = countOf(classes);
  const lacking = whatIsLacking(classes);
  return (
    <footer className={`${importSheetCss.foot} ${css.foot}`}>
      <button
        type="button"
        className="button outlined"
        aria-disabled={lacking !== null}
        aria-describedby="recording-lacks"
        onClick={() => {
          if (lacking === null) recording.use();
        }}
      >
        Look at these {counted(count, 'sample', 'samples')}
      </button>
      <p id="recording-lacks" className="small quiet" role="status">
        {lacking ??
          whatBecomesOne(classes) ??
          'Samples of one hold look alike, and some of them train while others test: move between holds, and change the place.'}
      </p>
    </footer>
  );
}
