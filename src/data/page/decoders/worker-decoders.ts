/**
 * The browser's decoders as an import in a worker needs them. Sound, video and mesh code loads when the
 * first such file comes. Must not import anything that needs a window.
 */
import type { Decoders } from '../../import/media/decoders';
import { decodeImage } from './decode-image';
import { loadReader } from './load-reader';

/** For `importData` in a worker of the page. */
export const workerDecoders: Decoders = {
  image: decodeImage,
  async audio(bytes, file) {
    const { decodeSound } = await loadReader('sounds', () => import('./decode-sound'));
    return decodeSound(bytes, file);
  },
  async video(bytes, request, file) {
    const { decodeVideo } = await loadReader('videos', () => import('./decode-video'));
    return decodeVideo(bytes, request, file);
  },
  async renderMesh(mesh, viewpoints, side, file) {
    const { renderMesh } = await loadReader('meshes', () => import('./render-mesh'));
    return renderMesh(mesh, viewpoints, side, file);
  },
};
