import { describe, expect, it } from 'vitest';
import { fileOf } from '../../../testing/import-fixtures';
import { zipOf } from '../../../testing/zip-of';
import { gather } from '../gather';
import { FORMATS } from '../readers';
import type { ImportProgress } from '../source-file';
import { openZip } from './open-zip';

/** So many empty entries, in the form that counts beyond 65,535; a writer would take minutes. */
function zipOfMany(count: number): Uint8Array {
  const [local, entry, end64, locator, end] = [36, 52, 56, 20, 22];
  const out = new Uint8Array(local + count * entry + end64 + locator + end);
  const view = new DataView(out.buffer);
  const name = (at: number, i: number) => {
    for (let k = 0; k < 6; k += 1) out[at + k] = 48 + (Math.floor(i / 10 ** k) % 10);
  };
  view.setUint32(0, 0x04034b50, true);
  view.setUint16(26, 6, true);
  name(30, 0);
  for (let i = 0; i < count; i += 1) {
    const at = local + i * entry;
    view.setUint32(at, 0x02014b50, true);
    view.setUint16(at + 28, 6, true);
    name(at + 46, i);
  }
  const after = local + count * entry;
  view.setUint32(after, 0x06064b50, true);
  view.setBigUint64(after + 4, 44n, true);
  for (const at of [24, 32]) view.setBigUint64(after + at, BigInt(count), true);
  view.setBigUint64(after + 40, BigInt(count * entry), true);
  view.setBigUint64(after + 48, BigInt(local), true);
  view.setUint32(after + end64, 0x07064b50, true);
  view.setBigUint64(after + end64 + 8, BigInt(after), true);
  view.setUint32(after + end64 + 16, 1, true);
  const last = after + end64 + locator;
  view.setUint32(last, 0x06054b50, true);
  out.fill(0xff, last + 8, last + 20);
  return out;
}

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

  it.each([
    ['another size in its own header', 22, 'contradicts itself'],
    ['another method in its own header', 8, 'contradicts itself'],
    ['no header of its own', 0, 'is damaged (its header is not there)'],
    ['another checksum', 14, 'contradicts itself'],
    ['a name so long that its bytes lie in the next', 26, 'shares its bytes with another entry'],
    ['other bytes', 44, 'is damaged (its checksum is another one)'],
  ])('refuses an entry with %s', async (_, at, reason) => {
    const zip = await zipOf(
      { 'a.csv': 'hello', 'b.csv': 'world' },
      { level: 0, dataDescriptor: false },
    );
    zip[at] = (zip[at] ?? 0) ^ 0x40;
    const { files } = await openZip(zip, 'my.zip');
    await expect(files[0]?.bytes()).rejects.toThrow(`The entry "a.csv" of my.zip ${reason}`);
    expect(new TextDecoder().decode(await files[1]?.bytes())).toBe('world');
  });

  it('refuses a packed entry that is damaged, or unpacks to another size', async () => {
    const text = 'a,b\n'.repeat(100);
    const zip = await zipOf({ 'a.csv': text, 'b.csv': text }, { dataDescriptor: false });
    zip[44] = (zip[44] ?? 0) ^ 0xff;
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
    for (let at = 0; at < zip.length - 4; at += 1) {
      // the second one's size, in both of its headers
      const isLocal = view.getUint32(at, true) === 0x04034b50 && at > 0;
      const isListed = view.getUint32(at, true) === 0x02014b50;
      if (isLocal) view.setUint32(at + 22, 300, true);
      if (isListed && zip[at + 46] === 'b'.charCodeAt(0)) view.setUint32(at + 24, 300, true);
    }
    const { files } = await openZip(zip, 'my.zip');
    await expect(files[0]?.bytes()).rejects.toThrow('The entry "a.csv" of my.zip is damaged');
    await expect(files[1]?.bytes()).rejects.toThrow('is not as large as the archive says');
  });

  it('of more than 200,000 entries is refused before they are listed', async () => {
    const done: number[] = [];
    const opening = openZip(zipOfMany(250_000), 'my.zip', {
      onProgress: (progress) => done.push(progress.done),
    });
    await expect(opening).rejects.toThrow('my.zip holds 250,000 files; at most 200,000 are read.');
    expect(done).toEqual([]);
  });

  it('of 100,000 entries tells how many it has listed, and stops as soon as it is cancelled', async () => {
    const cancelling = new AbortController();
    const told: ImportProgress[] = [];
    const opening = openZip(zipOfMany(100_000), 'my.zip', {
      signal: cancelling.signal,
      onProgress: (progress) => {
        told.push(progress);
        // as a message of the page's comes: heard only once the thread does nothing else
        if (told.length === 2000) setTimeout(() => cancelling.abort(), 0);
      },
    });
    await expect(opening).rejects.toThrow('Opening the files was cancelled.');
    expect(told[1]).toEqual({ stage: 'listing', done: 1, total: 100_000, file: 'my.zip' });
    expect(told.length).toBeLessThan(4000);
  });

  it('whose files lie in memory stops between them, too', async () => {
    const cancelling = new AbortController();
    const files = Array.from({ length: 5000 }, (_, i) => fileOf(`f${i}.csv`, 'x,y\n1,2\n'));
    let looked = 0;
    const gathering = gather(files, FORMATS.readers, {
      signal: cancelling.signal,
      onProgress: ({ stage, total }) => {
        expect([stage, total]).toEqual(['sorting', 5000]);
        looked += 1;
        if (looked === 1) setTimeout(() => cancelling.abort(), 0);
      },
    });
    await expect(gathering).rejects.toThrow('Opening the files was cancelled.');
    expect(looked).toBeLessThan(1500);
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
