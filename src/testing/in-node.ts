/** What nets can be trained on in Node, for tests that every back end must pass. */
import { setFlagsFromString } from 'node:v8';
import { type Device, openVariant } from '../engine/device/device';
import type { VariantName } from '../protocol/backends';

// Node 20 has relaxed SIMD behind a flag; later ones have it, and know no such flag
if (Number(process.versions.node.split('.')[0]) < 21) {
  setFlagsFromString('--experimental-wasm-relaxed-simd');
}

export const IN_NODE = [
  'cpu',
  'wasm (tfjs)',
  'wasm',
  'wasm-relaxed-simd',
] as const satisfies readonly VariantName[];

export type InNode = (typeof IN_NODE)[number];

/** Exactly this one. */
export const openInNode = (variant: InNode): Promise<Device> => openVariant(variant);
