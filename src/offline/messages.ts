/** What a page says to its service worker. */
export const USE_NEW_VERSION = 'use-new-version';
