/** A text as a QR code, black on white in every theme, for a phone's camera; it can be saved as a picture. */
import { useMemo } from 'react';
import { saveBlob } from '../runs/save-file';
import css from './QrPicture.module.css';
import { type QrSquares, qrSquares } from './qr';

interface Props {
  readonly text: string;
  /** What it leads to, for those who do not see it. */
  readonly label: string;
  /** The saved picture's name. */
  readonly fileName: string;
}

/** Pixels of a square in a saved picture. */
const SCALE = 12;

function savePicture({ side, path }: QrSquares, name: string): void {
  const canvas = document.createElement('canvas');
  canvas.width = side * SCALE;
  canvas.height = side * SCALE;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(SCALE, SCALE);
  context.fillStyle = 'black';
  context.fill(new Path2D(path));
  canvas.toBlob((blob) => blob && saveBlob(blob, name), 'image/png');
}

export function QrPicture({ text, label, fileName }: Props) {
  const squares = useMemo(() => qrSquares(text), [text]);
  if (!squares) return <p>This is too long for a QR code.</p>;
  const { side, path } = squares;
  return (
    <div className={css.qr}>
      <svg
        viewBox={`0 0 ${side} ${side}`}
        role="img"
        aria-label={label}
        shapeRendering="crispEdges"
      >
        <rect width={side} height={side} fill="white" />
        <path d={path} fill="black" />
      </svg>
      <button
        type="button"
        className="button outlined"
        onClick={() => savePicture(squares, fileName)}
      >
        Save QR code
      </button>
    </div>
  );
}
