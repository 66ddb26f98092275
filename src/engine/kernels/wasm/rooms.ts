/** Room that commands need for intermediate results, as wasm/assembly and the folders' wasm.ts lay them out. */

/** Numbers that an array is given room for. */
export const rounded = (count: number): number => Math.ceil(count / 4) * 4;

/** PACKED of assembly/product.ts. */
const PACKED = 16384;

/** Numbers that packing rows of `length` numbers for a product takes, and three more k that are written and not used. */
export const packedRoom = (length: number): number => Math.max(PACKED, 4 * length) + 16;
