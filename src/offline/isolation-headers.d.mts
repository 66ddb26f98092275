/** Types of isolation-headers.mjs. */
export const ISOLATION_HEADERS: Readonly<Record<string, string>>;
