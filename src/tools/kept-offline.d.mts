import type { PluginOption } from 'vite';

export function keptOffline(): PluginOption;
export function workerChunkName(chunk: { readonly moduleIds: readonly string[] }): string;
