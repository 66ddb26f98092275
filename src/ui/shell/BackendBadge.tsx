/** Which back end trains, and, on a press, why not a better one. */
import { Popover } from 'radix-ui';
import type { BackendName, BackendReport } from '../../protocol/messages';
import { useLab } from '../session-context';
import css from './BackendBadge.module.css';

const NAMES: Readonly<Record<BackendName, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
};

const MEANINGS: Readonly<Record<BackendName, string>> = {
  webgpu: 'The networks train on this computer\u2019s graphics device.',
  wasm: 'The networks train on this computer\u2019s processor, in WebAssembly.',
  cpu: 'The networks train on this computer\u2019s processor, in plain JavaScript: the slowest way, with the same results.',
};

function badgeText(status: 'opening' | 'ready' | 'failed', report: BackendReport | null): string {
  if (status === 'opening') return 'opening the device \u2026';
  if (status === 'failed') return 'no device';
  if (!report) return '';
  const name = NAMES[report.backend];
  if (report.adapter === '') return name;
  // some adapters begin with the back end's own name: "WebAssembly, SIMD"
  return report.adapter.startsWith(name) ? report.adapter : `${name}, ${report.adapter}`;
}

export function BackendBadge() {
  const status = useLab((state) => state.status);
  const report = useLab((state) => state.report);
  const text = badgeText(status, report);
  return (
    <Popover.Root>
      <Popover.Trigger className={`button ${css.badge}`} aria-label={`Back end: ${text}`}>
        <span className={css.text}>{text}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={`floating ${css.card}`}
          sideOffset={8}
          align="end"
          collisionPadding={8}
        >
          <h2>{text}</h2>
          {status === 'ready' && report ? <p>{MEANINGS[report.backend]}</p> : null}
          {status === 'failed' ? <p>Press Play to open a device again.</p> : null}
          {(report?.reasons ?? []).map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
          <p className="quiet">Everything runs in this tab; nothing leaves it.</p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
