/** A square to draw in with finger or mouse; what is drawn goes to the nets with every stroke. */
import { useRef } from 'react';
import css from './DrawPad.module.css';

interface Props {
  readonly name: string;
  /** `[height, width, 1]` */
  readonly shape: readonly number[];
  /** @param raw ink from 0 to 1, row by row. */
  readonly onDraw: (raw: Float32Array) => void;
}

/** Screen pixels to a side. */
const SIDE = 112;

/** The pad's ink lies in ordinary memory: a crash of the graphics process would take it away. */
const inkOf = (pad: HTMLCanvasElement | null) =>
  pad?.getContext('2d', { willReadFrequently: true });

export function DrawPad({ name, shape: [rows = 1, columns = 1], onDraw }: Props) {
  const pad = useRef<HTMLCanvasElement>(null);
  const last = useRef<{ x: number; y: number } | null>(null);
  const read = () => {
    const small = new OffscreenCanvas(columns, rows);
    const context = small.getContext('2d');
    if (!context || !pad.current) return;
    context.drawImage(pad.current, 0, 0, columns, rows);
    const { data } = context.getImageData(0, 0, columns, rows);
    // how opaque the ink is
    onDraw(Float32Array.from({ length: rows * columns }, (_, i) => (data[i * 4 + 3] ?? 0) / 255));
  };
  const move = ({ nativeEvent: { offsetX: x, offsetY: y } }: React.PointerEvent) => {
    const context = inkOf(pad.current);
    const from = last.current;
    if (!context || !from) return;
    context.strokeStyle = getComputedStyle(context.canvas).color;
    context.lineWidth = SIDE / 9;
    context.lineCap = 'round';
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(x, y);
    context.stroke();
    last.current = { x, y };
  };
  const end = () => {
    if (!last.current) return;
    last.current = null;
    read();
  };
  return (
    <div className={css.pad}>
      <canvas
        ref={pad}
        width={SIDE}
        height={SIDE}
        role="img"
        aria-label={`Draw ${name} here`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          last.current = { x: event.nativeEvent.offsetX, y: event.nativeEvent.offsetY };
          move(event);
        }}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
      />
      <p className="small quiet">
        Draw here.{' '}
        <button
          type="button"
          className="link"
          onClick={() => {
            inkOf(pad.current)?.clearRect(0, 0, SIDE, SIDE);
            read();
          }}
        >
          Wipe
        </button>
      </p>
    </div>
  );
}
