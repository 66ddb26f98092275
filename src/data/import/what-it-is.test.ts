import { expect, it } from 'vitest';
import { whatItIs } from './what-it-is';

const of = (text: string, path = 'a.csv') => whatItIs(new TextEncoder().encode(text), path)?.[0];

it('names files that are not what they are called', () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 9\n`;
  expect(of(pointer, 'cat/1.png')).toContain('pointer of Git LFS');
  expect(of('\ufeff\n<!DOCTYPE html><title>Sign in</title>')).toContain('web page (HTML)');
  expect(of('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', 'a.npz')).toContain(
    'error message of a server',
  );
  expect(of('{"message": "Not Found"}', 'a.wav')).toContain('error message of a server');
  expect(of('PK\u0003\u0004 [Content_Types].xml xl/workbook.xml')).toContain('Excel workbook');
  expect(of('{"kind":"modality-lab-runs","format":3,"runs":[', 'a.json')).toContain('file of runs');
});

it('has nothing to say of tables, records and archives that are what they are called', () => {
  expect(of('a,b\n1,2')).toBeUndefined();
  expect(of('{"error": "none", "x": 1}', 'a.json')).toBeUndefined();
  expect(of('PK\u0003\u0004 [Content_Types].xml xl/', 'a.zip')).toBeUndefined();
});
