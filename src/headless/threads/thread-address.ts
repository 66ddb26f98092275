/**
 * What a thread of the command starts from. The bundle is one file and has this one replaced by its own address
 * (src/tools/bundle).
 */
export const threadAddress = new URL('./thread.mjs', import.meta.url);
