/**
 * Recording a data set with camera and microphone: opens the devices, takes a sample a second while somebody holds,
 * and hands the result over as files, to be read like any other. The sound is the clock: a sample is a second of it
 * and the picture of its middle. Nothing is lost when a device goes.
 */
import type { Capture, CaptureKind, OpenCapture } from '../../data/page/capture/capture';
import { wavBytes } from '../../data/page/capture/wav-bytes';
import type { Picked } from '../../data/page/picked-files';
import { toFailure } from '../../protocol/failure';
import type { ReadonlyStore } from '../readonly-store';
import {
  createRecordingStore,
  type RecordedClass,
  type RecordedFile,
  type RecordedParts,
  type RecordedSample,
  type RecordingState,
} from './recording-store';

/** What the surroundings provide. */
export interface RecordingNeeds {
  readonly openCapture: OpenCapture;
  /** Reads the files as if they had been opened. */
  readonly openFiles: (picked: Picked) => void;
  /** Calls back after so many milliseconds; returns how to call it off. */
  readonly later: (task: () => void, ms: number) => () => void;
  /** Where the page finds a file in memory, and the end of that. */
  readonly addressOf: (blob: Blob) => string;
  readonly forget: (address: string) => void;
  readonly today: () => Date;
}

export interface Recording {
  readonly store: ReadonlyStore<RecordingState>;
  /** Opens the sheet and the devices, or closes both; what was recorded stays. */
  show(shown: boolean): void;
  /** Opens the devices anew, e.g. after one was plugged in. */
  tryAgain(): void;
  record(parts: RecordedParts): void;
  /** The camera of this id. */
  useCamera(id: string): void;
  /** The camera on the other side of a phone. */
  turnCamera(): void;
  countDown(seconds: number): void;
  addClass(): void;
  rename(classId: number, name: string): void;
  /** With all that was recorded of it. */
  removeClass(classId: number): void;
  /** Records samples of a class, one after the other, until `letGo`. */
  hold(classId: number): void;
  /** Ends with the sample in progress, which is taken whole: a short press gives one. */
  letGo(): void;
  remove(sampleId: number): void;
  /** Reads what was recorded as own files are read. */
  use(): void;
  close(): void;
}

/** A sample is so long. */
const SAMPLE_S = 1;
/** Where there is no sound: two pictures a second. */
const PICTURE_MS = 500;
const SECOND_MS = 1000;

/** The sample in progress. */
interface Take {
  readonly classId: number;
  readonly samples: Float32Array;
  filled: number;
  picture: Promise<Blob | null> | null;
}

export function createRecording(needs: RecordingNeeds): Recording {
  const store = createRecordingStore();
  const { getState, setState } = store;
  let capture: Capture | null = null;
  /** Devices that somebody asked for before are not wanted any more. */
  let turn = 0;
  let take: Take | null = null;
  /** Whether a picture without a sound is being taken. */
  let isTaking = false;
  /** Whether the sample in progress is the last of its hold. */
  let isLast = false;
  let callOff = () => {};
  let ids = 2;

  const changeClass = (id: number, change: (of: RecordedClass) => RecordedClass) =>
    setState(({ classes }) => ({
      classes: classes.map((each) => (each.id === id ? change(each) : each)),
    }));
  const fileOf = (blob: Blob): RecordedFile => ({ blob, address: needs.addressOf(blob) });
  const forget = ({ picture, sound }: RecordedSample) => {
    for (const file of [picture, sound]) if (file) needs.forget(file.address);
  };
  const records = (kind: CaptureKind): boolean =>
    getState().parts !== (kind === 'camera' ? 'sounds' : 'pictures');

  const keep = (classId: number, picture: Blob | null, sound: Blob | null) => {
    ids += 1;
    const sample = {
      id: ids,
      picture: picture && fileOf(picture),
      sound: sound && fileOf(sound),
    };
    changeClass(classId, (of) => ({ ...of, samples: [...of.samples, sample] }));
  };

  /** Nobody records any more; what was not whole yet is not kept. */
  const stop = () => {
    callOff();
    callOff = () => {};
    take = null;
    setState({ holding: null });
  };

  const closeDevices = () => {
    turn += 1;
    stop();
    capture?.close();
    capture = null;
    setState({ devices: 'closed', view: null, level: 0, problems: {} });
  };

  const openDevices = async () => {
    closeDevices();
    const mine = turn;
    setState({ devices: 'opening' });
    const { cameraId, facing } = getState();
    try {
      const opened = await needs.openCapture({
        camera: records('camera'),
        microphone: records('microphone'),
        cameraId: cameraId ?? undefined,
        facing,
      });
      if (mine !== turn) return opened.close();
      capture = opened;
      opened.onSound(hear);
      opened.onGone(lose);
      const { view, cameras, failures } = opened;
      setState({
        devices: 'open',
        view,
        cameras,
        cameraId: opened.cameraId,
        problems: withWayOut(failures),
      });
    } catch (error) {
      if (mine === turn) setState({ devices: 'closed', problems: { devices: toFailure(error) } });
    }
  };

  const lose = (kind: CaptureKind) => {
    stop();
    const rest = countOf(getState().classes);
    closeDevices();
    setState({
      problems: {
        [kind]: {
          code: 'device-gone',
          message: `The ${kind} is gone: it was unplugged, or another program took it. ${
            rest === 0 ? 'Nothing had been recorded.' : `What was recorded is all there (${rest}).`
          }`,
          hint: 'Plug it in and press "Try again", or record without it.',
        },
      },
    });
  };

  const begin = (classId: number) => {
    isLast = false;
    const rate = capture?.sampleRateHz ?? null;
    if (rate === null) void takePicture(classId);
    else take = newTake(classId, rate);
  };

  const newTake = (classId: number, sampleRateHz: number): Take => ({
    classId,
    samples: new Float32Array(Math.round(sampleRateHz * SAMPLE_S)),
    filled: 0,
    picture: null,
  });

  const takePicture = async (classId: number) => {
    const mine = turn;
    isTaking = true;
    const picture = await capture?.picture();
    isTaking = false;
    if (mine !== turn || getState().holding === null) return;
    if (picture) keep(classId, picture, null);
    if (isLast) stop();
    else callOff = needs.later(() => void takePicture(classId), PICTURE_MS);
  };

  const hear = (heard: Float32Array) => {
    setState({ level: heard.reduce((most, value) => Math.max(most, Math.abs(value)), 0) });
    for (let at = 0; take && at < heard.length; ) {
      const part = heard.subarray(at, at + take.samples.length - take.filled);
      take.samples.set(part, take.filled);
      take.filled += part.length;
      at += part.length;
      if (capture?.view && take.filled * 2 >= take.samples.length) {
        take.picture ??= capture.picture();
      }
      if (take.filled === take.samples.length) finish(take);
    }
  };

  const finish = ({ classId, samples, picture }: Take) => {
    const sampleRateHz = capture?.sampleRateHz ?? 0;
    const sound = new Blob([wavBytes(samples, sampleRateHz)], { type: 'audio/wav' });
    take = isLast ? null : newTake(classId, sampleRateHz);
    if (isLast) setState({ holding: null });
    if (!picture) return keep(classId, null, sound);
    // a pair without its picture is none
    void picture.then((blob) => blob && keep(classId, blob, sound));
  };

  return {
    store,
    show(shown) {
      setState({ shown });
      if (shown) void openDevices();
      else closeDevices();
    },
    tryAgain: () => void openDevices(),
    record(parts) {
      setState({ parts });
      void openDevices();
    },
    useCamera(cameraId) {
      setState({ cameraId });
      void openDevices();
    },
    turnCamera() {
      const facing = getState().facing === 'user' ? 'environment' : 'user';
      setState({ facing, cameraId: null });
      void openDevices();
    },
    countDown: (countdownS) => setState({ countdownS }),
    addClass() {
      ids += 1;
      const { classes } = getState();
      setState({ classes: [...classes, { id: ids, name: freeName(classes), samples: [] }] });
    },
    rename: (classId, name) => changeClass(classId, (of) => ({ ...of, name })),
    removeClass(classId) {
      if (getState().holding?.classId === classId) stop();
      const gone = getState().classes.find(({ id }) => id === classId);
      for (const sample of gone?.samples ?? []) forget(sample);
      setState(({ classes }) => ({ classes: classes.filter(({ id }) => id !== classId) }));
    },
    hold(classId) {
      const { devices, holding, countdownS } = getState();
      if (devices !== 'open' || holding) return;
      const count = (countS: number) => {
        setState({ holding: { classId, countS } });
        if (countS === 0) return begin(classId);
        callOff = needs.later(() => count(countS - 1), SECOND_MS);
      };
      count(countdownS);
    },
    letGo() {
      const { holding } = getState();
      if (!holding) return;
      // whoever lets go while it is counted down wants nothing yet
      if (holding.countS > 0 || (!take && !isTaking)) return stop();
      isLast = true;
    },
    remove(sampleId) {
      for (const { id, samples } of getState().classes) {
        const gone = samples.find((each) => each.id === sampleId);
        if (!gone) continue;
        forget(gone);
        changeClass(id, (of) => ({
          ...of,
          samples: of.samples.filter((each) => each !== gone),
        }));
      }
    },
    use() {
      const { classes } = getState();
      setState({ shown: false });
      closeDevices();
      // what names the files is fetched when there are any
      void import('./recorded-files').then(
        ({ recordedFiles }) => needs.openFiles(recordedFiles(classes, needs.today())),
        (error: unknown) => setState({ shown: true, problems: { devices: toFailure(error) } }),
      );
    },
    close() {
      closeDevices();
      for (const { samples } of getState().classes) for (const sample of samples) forget(sample);
    },
  };
}

/** How many samples there are of all classes. */
export const countOf = (classes: readonly RecordedClass[]): number =>
  classes.reduce((sum, { samples }) => sum + samples.length, 0);

/** What still works is said beside what does not. */
function withWayOut(failures: Capture['failures']): RecordingState['problems'] {
  const { camera, microphone } = failures;
  return {
    ...(camera && {
      camera: { ...camera, hint: `${camera.hint} Sounds are recorded meanwhile.` },
    }),
    ...(microphone && {
      microphone: { ...microphone, hint: `${microphone.hint} Pictures are recorded meanwhile.` },
    }),
  };
}

function freeName(classes: readonly RecordedClass[]): string {
  for (let n = classes.length + 1; ; n++) {
    const name = `Class ${n}`;
    if (classes.every((each) => each.name !== name)) return name;
  }
}
