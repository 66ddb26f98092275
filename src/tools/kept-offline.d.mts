import type { PluginOption } from 'vite';

export function keptOffline(): PluginOption;
type FileName = (chunk: { readonly moduleIds: readonly string[] }) => string;
export const pageChunkName: FileName;
export const threadOutput: { readonly entryFileNames: FileName; readonly chunkFileNames: FileName };
