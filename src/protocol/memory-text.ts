/** Sizes of memory in words. Imports nothing. */

/** "14 MB", "1.2 GB", with a space that does not break. */
export function memoryText(bytes: number): string {
  const megabytes = bytes / 1e6;
  return megabytes < 1000
    ? `${Math.max(1, Math.round(megabytes))}\u00A0MB`
    : `${(megabytes / 1000).toFixed(1)}\u00A0GB`;
}
