/**
 * The parts of a PDF (ISO 32000-2): numbered objects, streams, and the table that says where each begins. Knows nothing of
 * what they draw; the decompressor's counterpart of the platform is all it needs.
 */

export type Reference = `${number} 0 R`;

/** A number as PDF takes it: never in powers of ten. */
export const pdfNumber = (value: number): string => {
  const text = (Math.round(value * 1000) / 1000 + 0).toFixed(3);
  return text.replace(/\.?0+$/, '');
};

/** A text for readers, in UTF-16 as hexadecimal digits. */
export function pdfText(text: string): string {
  let digits = 'FEFF';
  for (let i = 0; i < text.length; i += 1) {
    digits += text.charCodeAt(i).toString(16).padStart(4, '0').toUpperCase();
  }
  return `<${digits}>`;
}

async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const encoded = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(new TextEncoder().encode(text));

/** Objects in the order in which they were asked for; the first is the catalogue. */
export class PdfObjects {
  private readonly bodies: (Uint8Array<ArrayBuffer> | null)[] = [];

  /** A place for an object that others name before it is written. */
  reserve(): Reference {
    this.bodies.push(null);
    return `${this.bodies.length} 0 R`;
  }

  write(reference: Reference, body: string | Uint8Array<ArrayBuffer>): Reference {
    this.bodies[Number.parseInt(reference, 10) - 1] =
      typeof body === 'string' ? encoded(body) : body;
    return reference;
  }

  add(body: string): Reference {
    return this.write(this.reserve(), body);
  }

  /** @param words further entries of its dictionary. @param isPlain for what other programs look for in the bytes. */
  async addStream(
    bytes: Uint8Array<ArrayBuffer>,
    { words = '', isPlain = false }: { words?: string; isPlain?: boolean } = {},
  ): Promise<Reference> {
    const packed = isPlain ? bytes : await deflated(bytes);
    const filter = isPlain ? '' : ' /Filter /FlateDecode';
    const head = encoded(`<< /Length ${packed.length}${filter} ${words} >>\nstream\n`);
    const tail = encoded('\nendstream');
    const body = new Uint8Array(head.length + packed.length + tail.length);
    body.set(head);
    body.set(packed, head.length);
    body.set(tail, head.length + packed.length);
    return this.write(this.reserve(), body);
  }

  /** The file. @throws Error where an object was reserved and never written. */
  file(info: Reference): Blob {
    // the second line holds letters beyond ASCII, so that nobody takes the file for text
    const header = Uint8Array.from([...encoded('%PDF-1.7\n%'), 0xe2, 0xe3, 0xcf, 0xd3, 0x0a]);
    const parts: Uint8Array<ArrayBuffer>[] = [header];
    let at = header.length;
    const starts = this.bodies.map((body, i) => {
      if (!body) throw new Error(`Object ${i + 1} of the PDF was never written.`);
      const start = at;
      for (const bytes of [encoded(`${i + 1} 0 obj\n`), body, encoded('\nendobj\n')]) {
        parts.push(bytes);
        at += bytes.length;
      }
      return start;
    });
    const rows = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`);
    const size = starts.length + 1;
    parts.push(
      encoded(
        `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size ${size} /Root 1 0 R /Info ${info} >>\nstartxref\n${at}\n%%EOF\n`,
      ),
    );
    return new Blob(parts, { type: 'application/pdf' });
  }
}
