/** Room that commands need for intermediate results, as wasm/assembly and the folders' wasm.ts lay them out. */

/** Numbers that an array is given room for. */
export const rounded = (count: number): number => Math.ceil(count / 4) * 4;
