/** Types of licences.mjs. */
import type { Plugin } from 'vite';

export interface PackageLicence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}
export const LICENCES_FILE: string;
export function isAllowed(expression: string): boolean;
export function packageFolder(id: string): string | null;
export function licencesText(packages: readonly PackageLicence[]): string;
export function licenceList(): { threads(): Plugin; page(): Plugin };
