import { describe, expect, it } from 'vitest';
import { fileOf } from '../../../testing/import-fixtures';
import { zipOf } from '../../../testing/zip-of';
import { gather } from '../gather';
import { FORMATS } from '../readers';
import { openZip } from './open-zip';

describe('opening a ZIP', () => {
  it('gives its files back, zip64 or not', async () => {
    for (const zip64 of [false, true]) {
      const zip = await zipOf({ 'a/b.csv': 'x,y\n1,2\n', 'c.txt': 'hello' }, { zip64 });
      const { files, leftOut } = await openZip(zip, 'my.zip');
      expect(files.map(({ path, size }) => [path, size])).toEqual([
        ['a/b.csv', 8],
        ['c.txt', 5],
      ]);
      expect(new TextDecoder().decode(await files[1]?.bytes())).toBe('hello');
      expect(leftOut).toEqual([]);
    }
  });

  it('reads from a blob no more than what is asked for', async () => {
    const zip = await zipOf(
      { 'a.csv': 'x,y\n1,2\n', 'large.bin': new Uint8Array(50_000) },
      { level: 0 },
    );
    let read = 0;
    class Watched extends Blob {
      override slice(from = 0, to = this.size, type?: string): Blob {
        read += to - from;
        return super.slice(from, to, type);
      }
    }
    const { files } = await openZip(new Watched([zip as Uint8Array<ArrayBuffer>]), 'my.zip');
    expect(new TextDecoder().decode(await files[0]?.bytes())).toBe('x,y\n1,2\n');
    expect(read).toBeLessThan(2000);
  });

  it('leaves out encrypted entries, with a sentence', async () => {
    const zip = await zipOf({ 'a.csv': 'x' }, { password: 'secret', zipCrypto: true });
    const { files, leftOut } = await openZip(zip, 'my.zip');
    expect(files).toEqual([]);
    expect(leftOut[0]?.reason).toBe('The entry "a.csv" of my.zip is encrypted.');
  });

  it('leaves out an entry that would grow out of all proportion', async () => {
    const zip = await zipOf({ 'zeros.csv': new Uint8Array(3_000_000) });
    const { files, leftOut } = await openZip(zip, 'my.zip');
    expect(files).toEqual([]);
    expect(leftOut[0]?.reason).toContain('-fold when unpacked, as only a trap does');
  });

  it('leaves out paths that lead out of the archive', async () => {
    const zip = await zipOf({ 'aaaa.csv': 'x' });
    // the writer refuses such names, so they are put in afterwards, in both headers
    const evil = new TextEncoder().encode('../a.csv');
    const text = new TextDecoder('latin1').decode(zip);
    for (let at = text.indexOf('aaaa.csv'); at >= 0; at = text.indexOf('aaaa.csv', at + 1)) {
      zip.set(evil, at);
    }
    const { files, leftOut } = await openZip(zip, 'my.zip');
    expect(files).toEqual([]);
    expect(leftOut[0]?.reason).toContain('has a path that leads out of the archive');
  });

  it('notices entries that share their bytes', async () => {
    const zip = await zipOf({ 'a.csv': 'hello', 'b.csv': 'world' });
    // both directory entries now point at the first file
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
    for (let at = zip.length - 46; at > 0; at--) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 42, 0, true);
    }
    const { files } = await openZip(zip, 'my.zip');
    const results = await Promise.allSettled(files.map((file) => file.bytes()));
    const failed = results.filter(({ status }) => status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    expect(String((failed[0] as PromiseRejectedResult).reason)).toContain('of my.zip');
  });

  it('does not open an archive inside an archive', async () => {
    const inner = await zipOf({ 'a.csv': 'x,y\n1,2\n' });
    const outer = await zipOf({ 'inner.zip': inner, 'b.csv': 'x,y\n1,2\n' });
    const { files, leftOut } = await gather([fileOf('outer.zip', outer)], FORMATS.readers, {});
    expect(files.map(({ path }) => path)).toEqual(['b.csv']);
    expect(leftOut[0]?.reason).toBe('inner.zip is an archive inside an archive.');
  });

  it('says so where it is no whole ZIP', async () => {
    const zip = await zipOf({ 'a.csv': 'hello' });
    await expect(openZip(zip.slice(0, 30), 'my.zip')).rejects.toThrow(
      'my.zip is not a whole ZIP file.',
    );
  });
});
