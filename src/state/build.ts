/**
 * Which build of the page this is: the commit that it was made of, so that whoever reads an export can build the same. Set
 * when the page is built (vite.config.ts); the command has none.
 */

/** Nothing replaces the name where the code runs as it is written. */
declare const LAB_BUILD: string | undefined;

/** "3f2a9c1"; "unknown" where it was built outside its repository. */
export const BUILD: string = typeof LAB_BUILD === 'string' ? LAB_BUILD : 'unknown';

/** As files name what wrote them. */
export const PROGRAM = `Modality Lab, build ${BUILD}`;
