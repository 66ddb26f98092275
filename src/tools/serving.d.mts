/** Types of serving.mjs. */
export const CSP_META: RegExp;
export function servingHeaders(): Readonly<Record<string, string>>;
