/** Where the binaries of the WebAssembly kernels lie. */
export const KERNELS: string;
/** Names of all of them. */
export const KERNEL_FILES: readonly string[];
/** Builds them where they are missing or older than their sources. */
export function buildKernels(): Promise<void>;
