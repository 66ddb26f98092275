/** One sample with devices that are open: a second of sound, the picture of its middle, or one of the two. */
import type { openCapture } from '../../data/page/capture/capture';
import { wavBytes } from '../../data/page/capture/wav-bytes';
import type { Picked } from '../../data/page/picked-files';

type Capture = Awaited<ReturnType<typeof openCapture>>;

/** @returns files as recordings have them; without a picture where the camera goes away meanwhile. */
export async function recordOne(capture: Capture): Promise<Picked> {
  const { sampleRateHz, view } = capture;
  const files: { path: string; file: File }[] = [];
  const add = (path: string, content: BlobPart) =>
    files.push({ path, file: new File([content], path) });
  let picture: Promise<Blob | null> | null = null;
  if (sampleRateHz === null) {
    picture = capture.picture();
  } else {
    const samples = new Float32Array(sampleRateHz);
    let filled = 0;
    await new Promise<void>((resolve) => {
      capture.onGone(() => resolve());
      capture.onSound((heard) => {
        const part = heard.subarray(0, samples.length - filled);
        samples.set(part, filled);
        filled += part.length;
        if (view && filled * 2 >= samples.length) picture ??= capture.picture();
        if (filled === samples.length) resolve();
      });
    });
    if (filled === samples.length) add('sound.wav', wavBytes(samples, sampleRateHz));
  }
  const seen = await picture;
  if (seen) add('picture.png', seen);
  return { name: 'recorded', files, leftOut: [] };
}
