/**
 * Meshes as grey pictures by three.js, in a worker: white ground, one grey, flat shading, lit from the
 * viewer's side, so that only the shape speaks. Must not import anything that needs a window.
 */
import {
  AmbientLight,
  BufferAttribute,
  BufferGeometry,
  DirectionalLight,
  DoubleSide,
  Mesh,
  MeshLambertMaterial,
  OrthographicCamera,
  Scene,
  Vector3,
  WebGLRenderer,
} from 'three';
import { unusable } from '../../import/import-error';
import type { DecodedImage, TriangleMesh, Viewpoint } from '../../import/media/decoders';

/** Kept between meshes: making a WebGL context for each would soon exhaust them. */
let renderer: WebGLRenderer | null = null;

/**
 * @param side of each picture, in pixels.
 * @throws ImportError where this browser offers no WebGL, or the mesh has no extent.
 */
export async function renderMesh(
  mesh: TriangleMesh,
  viewpoints: readonly Viewpoint[],
  side: number,
  file: string,
): Promise<readonly DecodedImage[]> {
  const { centre, radius } = sphereAround(mesh);
  if (!(radius > 0)) {
    throw unusable(file, 'has all its corners in one place', 'Leave it out.');
  }
  const gl = rendererOf(side, file);
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(mesh.positions, 3));
  geometry.setIndex(new BufferAttribute(mesh.triangles, 1));
  // meshes of this kind wind their triangles either way, so both sides are drawn
  const material = new MeshLambertMaterial({
    color: 0xa0a0a0,
    side: DoubleSide,
    flatShading: true,
  });
  const scene = new Scene();
  scene.add(new Mesh(geometry, material), new AmbientLight(0xffffff, 0.6));
  const light = new DirectionalLight(0xffffff, 2.6);
  scene.add(light, light.target);
  light.target.position.copy(centre);
  try {
    return viewpoints.map(({ azimuthDegrees, elevationDegrees }) => {
      const camera = new OrthographicCamera(-radius, radius, radius, -radius, 0, 4 * radius);
      // the files stand upright along z
      camera.up.set(0, 0, 1);
      const azimuth = (azimuthDegrees * Math.PI) / 180;
      const elevation = (elevationDegrees * Math.PI) / 180;
      const direction = new Vector3(
        Math.cos(elevation) * Math.cos(azimuth),
        Math.cos(elevation) * Math.sin(azimuth),
        Math.sin(elevation),
      );
      camera.position.copy(centre).addScaledVector(direction, 2 * radius);
      camera.lookAt(centre);
      // over the viewer's left shoulder, so that faces at an angle differ
      light.position
        .copy(camera.position)
        .addScaledVector(new Vector3(-1, 1, 0).applyQuaternion(camera.quaternion), 0.9 * radius);
      gl.render(scene, camera);
      return pictureOf(gl, side);
    });
  } finally {
    geometry.dispose();
    material.dispose();
  }
}

function rendererOf(side: number, file: string): WebGLRenderer {
  try {
    renderer ??= new WebGLRenderer({
      canvas: new OffscreenCanvas(side, side),
      antialias: true,
      preserveDrawingBuffer: true,
    });
  } catch {
    throw unusable(
      file,
      'is a mesh, and this browser offers no WebGL to draw it with',
      'Switch on hardware acceleration, or open pictures of it, front and rear.',
    );
  }
  renderer.setSize(side, side, false);
  renderer.setClearColor(0xffffff, 1);
  return renderer;
}

/** What was drawn, first row at the top. */
function pictureOf(gl: WebGLRenderer, side: number): DecodedImage {
  const context = gl.getContext();
  const upsideDown = new Uint8Array(side * side * 4);
  context.readPixels(0, 0, side, side, context.RGBA, context.UNSIGNED_BYTE, upsideDown);
  const rgba = new Uint8Array(upsideDown.length);
  const row = side * 4;
  for (let y = 0; y < side; y++) {
    rgba.set(upsideDown.subarray((side - 1 - y) * row, (side - y) * row), y * row);
  }
  return { width: side, height: side, rgba };
}

/** The middle of the box around all corners, and the distance from there to the farthest one. */
function sphereAround({ positions }: TriangleMesh): { centre: Vector3; radius: number } {
  const low = new Vector3(Infinity, Infinity, Infinity);
  const high = new Vector3(-Infinity, -Infinity, -Infinity);
  const corner = new Vector3();
  const corners = positions.length / 3;
  for (let i = 0; i < corners; i++) {
    corner.fromArray(positions, i * 3);
    low.min(corner);
    high.max(corner);
  }
  const centre = low.add(high).multiplyScalar(0.5);
  let radius = 0;
  for (let i = 0; i < corners; i++) {
    radius = Math.max(radius, corner.fromArray(positions, i * 3).distanceTo(centre));
  }
  return { centre, radius };
}
