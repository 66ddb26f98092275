/**
 * One sample's sources to numbers: pictures to squares, sounds to spectra, videos to frames, motion and sound,
 * meshes to views, texts to hashed counts. A video or mesh that feeds several modalities is decoded once. Imports math and this room only.
 */

import { endToEnd } from '../../../math/shape';
import { unusable } from '../import-error';
import type { GatheredFile } from '../reader';
import { SNIFFED_BYTES } from '../sniff';
import { hashText, type TextLook } from '../text/hash-text';
import { whatItIs } from '../what-it-is';
import type {
  DecodedAudio,
  DecodedImage,
  DecodedVideo,
  Decoders,
  Recording,
  TriangleMesh,
  Viewpoint,
} from './decoders';
import { evenly } from './evenly';
import { checkImageSize } from './image-size';
import type { MediaSource, SoundSource, Take } from './media-source';
import { motionBetween, motionOfFiles } from './motion';
import type { SoundPlan } from './sound-plan';
import { isSeeThrough, SEE_THROUGH, squarePicture } from './square-picture';
import { checkVideoKind } from './video-kind';

/** How sources become numbers, the same for all samples. */
export interface Look {
  readonly imageSize: number;
  readonly colour: boolean;
  readonly frames: number;
  /** Fields of motion of a video. */
  readonly fields: number;
  readonly sound: SoundPlan;
  readonly text: TextLook;
}

/** Shape of one sample of a modality. Several frames come first, as the encoders take them. */
export function shapeOf(
  take: Take,
  { imageSize, colour, frames, fields, sound, text }: Look,
): readonly number[] {
  if (take === 'sound') return sound.shape;
  if (take === 'text') return [text.width];
  const picture = [imageSize, imageSize, take === 'motion' ? 2 : colour ? 3 : 1];
  const count = take === 'picture' ? 1 : take === 'motion' ? fields : frames;
  return count === 1 ? picture : [count, ...picture];
}

/** Meshes are drawn larger than wanted and averaged down, so that edges are smooth. */
const OVERSAMPLING = 4;
const LARGEST_RENDERING = 256;

/** Decodes the sources of one sample; for the next sample there is another. */
export class SampleDecoder {
  private readonly videos = new Map<GatheredFile, Promise<DecodedVideo>>();
  private readonly read = new Map<GatheredFile, Promise<Uint8Array>>();
  private readonly meshes = new Map<GatheredFile, Promise<readonly DecodedImage[]>>();
  private readonly sources: readonly MediaSource[];
  private readonly decoders: Decoders;
  private readonly look: Look;
  /** Called with the end of a sentence for whatever was lost on the way. */
  private readonly onOddity: (oddity: string) => void;
  /** Sentences about files that were used though something is odd. */
  readonly warnings: string[] = [];
  /** Where sounds can be heard, by source. */
  readonly recordings = new Map<MediaSource, Recording>();
  /** What texts say, by source. */
  readonly texts = new Map<MediaSource, string>();

  constructor(
    sources: readonly MediaSource[],
    decoders: Decoders,
    look: Look,
    onOddity: (oddity: string) => void = () => undefined,
  ) {
    this.sources = sources;
    this.decoders = decoders;
    this.look = look;
    this.onOddity = onOddity;
  }

  /**
   * @returns null for the sound of a video without any.
   * @throws ImportError naming the file that cannot be used.
   */
  async numbers(source: MediaSource): Promise<Float32Array | null> {
    const { imageSize, colour, frames, fields, sound, text } = this.look;
    switch (source.kind) {
      case 'text': {
        const said = readText(source.file, await this.bytes(source.file));
        this.texts.set(source, said);
        return hashText(said, text);
      }
      case 'picture':
        return squarePicture(await this.picture(source.file), imageSize, colour);
      case 'view':
        return squarePicture(await this.view(source.file, source.viewpoint), imageSize, colour);
      case 'frames': {
        const video = await this.video(source.file);
        return endToEnd(video.frames.map((image) => squarePicture(image, imageSize, colour)));
      }
      case 'frame-files': {
        const pictures = [];
        for (const file of evenly(source.files, frames)) pictures.push(await this.picture(file));
        return endToEnd(pictures.map((image) => squarePicture(image, imageSize, colour)));
      }
      case 'motion': {
        const video = await this.video(source.file);
        return endToEnd(video.pairs.map(([from, to]) => motionBetween(from, to, imageSize)));
      }
      case 'motion-files': {
        const motions = [];
        const [us, vs] = [evenly(source.u, fields), evenly(source.v, fields)];
        for (let k = 0; k < fields; k++) {
          const u = await this.picture(us[k] as GatheredFile);
          motions.push(motionOfFiles(u, await this.picture(vs[k] as GatheredFile), imageSize));
        }
        return endToEnd(motions);
      }
      case 'motion-of-files': {
        const motions = [];
        // the last picture has none after it
        const followed = source.files.length > 1 ? source.files.slice(0, -1) : source.files;
        for (const file of evenly(followed, fields)) {
          const next = source.files[source.files.indexOf(file) + 1] ?? file;
          const from = await this.picture(file);
          motions.push(motionBetween(from, await this.picture(next), imageSize));
        }
        return endToEnd(motions);
      }
      case 'sound':
      case 'soundtrack': {
        const audio = await this.sound(source);
        if (!audio) return null;
        if (audio.warning) this.warnings.push(audio.warning);
        await this.listen(source, audio);
        return sound.picture(audio);
      }
    }
  }

  /**
   * @returns null for a video without sound.
   * @throws ImportError for a file that cannot be decoded.
   */
  async sound({ kind, file }: SoundSource): Promise<DecodedAudio | null> {
    if (kind === 'sound') return this.decoders.audio(await this.bytes(file), file.path);
    return (await this.video(file)).audio;
  }

  private async listen(source: SoundSource, audio: DecodedAudio): Promise<void> {
    const { file } = source;
    const address = this.decoders.addressOf?.(file, await this.bytes(file));
    if (address === undefined) return;
    const startS = source.kind === 'soundtrack' ? (source.stretch?.fromS ?? 0) : 0;
    const durationS = (audio.channels[0]?.length ?? 0) / audio.sampleRateHz;
    this.recordings.set(source, { address, startS, durationS });
  }

  private bytes(file: GatheredFile): Promise<Uint8Array> {
    let bytes = this.read.get(file);
    if (!bytes) {
      bytes = file.bytes().then((all) => {
        if (all.length === 0) throw unusable(file.path, 'is empty', 'Copy the file again.');
        const other = whatItIs(all.subarray(0, SNIFFED_BYTES), file.path);
        if (other) throw unusable(file.path, ...other);
        return all;
      });
      this.read.set(file, bytes);
    }
    return bytes;
  }

  private async picture(file: GatheredFile): Promise<DecodedImage> {
    const bytes = await this.bytes(file);
    checkImageSize(bytes, file.path);
    const image = await this.decoders.image(bytes, file.path);
    if (image.note) this.onOddity(image.note);
    if (isSeeThrough(image)) this.onOddity(SEE_THROUGH);
    return image;
  }

  private video(file: GatheredFile): Promise<DecodedVideo> {
    let decoded = this.videos.get(file);
    if (!decoded) {
      const uses = this.sources.filter((source) => 'file' in source && source.file === file);
      const has = (kind: MediaSource['kind']) => uses.some((source) => source.kind === kind);
      const [stretch] = uses.flatMap((source) =>
        'stretch' in source && source.stretch ? [source.stretch] : [],
      );
      const frames = has('frames') ? this.look.frames : 0;
      const pairs = has('motion') ? this.look.fields : 0;
      const request = { frames, pairs, audio: has('soundtrack'), stretch };
      decoded = this.decodeVideo(file, request);
      this.videos.set(file, decoded);
    }
    return decoded;
  }

  private async decodeVideo(
    file: GatheredFile,
    request: Parameters<Decoders['video']>[1],
  ): Promise<DecodedVideo> {
    checkVideoKind(file.path);
    const decoded = await this.decoders.video(await this.bytes(file), request, file.path);
    if (decoded.warning) this.warnings.push(decoded.warning);
    return decoded;
  }

  /** Draws a mesh from every side that the sample's sources look from, once. */
  private async view(file: GatheredFile, viewpoint: Viewpoint): Promise<DecodedImage> {
    const viewpoints = this.sources.flatMap((source) =>
      source.kind === 'view' && source.file === file ? [source.viewpoint] : [],
    );
    let drawn = this.meshes.get(file);
    if (!drawn) {
      const side = Math.min(LARGEST_RENDERING, OVERSAMPLING * this.look.imageSize);
      drawn = this.bytes(file)
        .then((bytes) => readMesh(file, bytes))
        .then((mesh) => this.decoders.renderMesh(mesh, viewpoints, side, file.path));
      this.meshes.set(file, drawn);
    }
    return (await drawn)[viewpoints.indexOf(viewpoint)] as DecodedImage;
  }
}

/** @throws ImportError where the file is no mesh, or a damaged one. */
export async function readMesh(
  { reader, path }: GatheredFile,
  bytes: Uint8Array,
): Promise<TriangleMesh> {
  if (reader.gives !== 'mesh') throw unusable(path, 'is no mesh', 'Leave it out.');
  return reader.read(bytes, path);
}

/** @throws ImportError where the file is no text. */
export function readText({ reader, path }: GatheredFile, bytes: Uint8Array): string {
  if (reader.gives !== 'text') throw unusable(path, 'is no text', 'Leave it out.');
  return reader.read(bytes, path);
}
