/** Which back end trains, and, on a press, why not a better one. */
import { Popover } from 'radix-ui';
import { VARIANTS } from '../../protocol/backends';
import type { BackendReport } from '../../protocol/messages';
import { useLab } from '../session-context';
import css from './BackendBadge.module.css';
import { Threads } from './Threads';

function badgeText(status: 'opening' | 'ready' | 'failed', report: BackendReport | null): string {
  if (status === 'opening') return 'opening the device \u2026';
  if (status === 'failed') return 'no device';
  if (!report) return '';
  const { label, namesAdapter } = VARIANTS[report.backend];
  return namesAdapter ? `${label}, ${report.adapter}` : report.adapter;
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
          {status === 'ready' && report ? <p>{VARIANTS[report.backend].explanation}</p> : null}
          {status === 'failed' ? <p>Press Play to open a device again.</p> : null}
          {(report?.reasons ?? []).map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
          <Threads />
          <p className="quiet">Everything runs in this tab; nothing leaves it.</p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
