/** How a command ends: all well, a run failed, the settings or the files cannot be used, a person stopped it. */
export const EXIT = { ok: 0, runFailed: 1, settings: 2, stopped: 130 } as const;
