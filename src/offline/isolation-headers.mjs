/** What isolates a page from other origins. Plain JavaScript, for the build's configuration reads it too. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
