/**
 * Files that are not what they are called: a pointer of Git LFS, a web page saved in place of a download, an error
 * message, a workbook under another ending, runs of the lab. Asked of every kind of file before a reader complains. Imports
 * the protocol only.
 */
import { beginsAsRuns } from '../../protocol/begins-as-runs';

/** What a file is, as the end of a sentence that begins with it, and what to do. */
export type WhatItIs = readonly [what: string, fix: string];

/** Files of which the first bytes are looked at though their kind is read as a whole later. */
export const MOST_POINTER_BYTES = 512;

/**
 * @param start up to 4096 bytes, or the whole file.
 * @returns null where nothing speaks against what the file is called.
 */
export function whatItIs(start: Uint8Array, path: string): WhatItIs | null {
  const text = new TextDecoder('utf-8').decode(start.subarray(0, 1024)).replace(/^\ufeff/, '');
  const head = text.trimStart().slice(0, 400).toLowerCase();
  if (head.startsWith('version https://git-lfs.github.com/spec/')) {
    return [
      'is a pointer of Git LFS, not the file itself',
      'Fetch the files with "git lfs pull", or download them by hand.',
    ];
  }
  if (/^(<!doctype html|<html|<head|<body)/.test(head)) {
    return [
      'is a web page (HTML), as a download gives that asks or warns first',
      'Open its address in a browser, follow the page, and save what it gives.',
    ];
  }
  if (head.startsWith('<?xml') && /<(error|code|message)>/.test(head)) {
    return [
      'is an error message of a server (XML), not the file',
      'Download the file again; its address may have run out.',
    ];
  }
  if (/^\{\s*"(error|message|detail)"\s*:\s*["{]/.test(head) && !/\.jsonl?$/i.test(path)) {
    return ['is an error message of a server (JSON), not the file', 'Download the file again.'];
  }
  if (beginsAsRuns(start)) {
    return ['is a file of runs of this lab, not data', 'Open it by itself.'];
  }
  if (isZipOf(start, 'xl/') && !/\.(xlsx|xlsm|zip)$/i.test(path)) {
    return [
      'is an Excel workbook under another ending',
      'In Excel choose "Save as" and the type CSV.',
    ];
  }
  return null;
}

/** Whether a ZIP names a part early on: workbooks list theirs. */
function isZipOf(start: Uint8Array, part: string): boolean {
  if (start[0] !== 0x50 || start[1] !== 0x4b) return false;
  const text = new TextDecoder('latin1').decode(start);
  return text.includes(part) && text.includes('[Content_Types].xml');
}
