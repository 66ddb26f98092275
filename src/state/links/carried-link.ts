/**
 * The link that the page was opened with, where it carries end numbers: it stays in the address as long as its settings
 * are on the page, so that a reload finds it. What reads the numbers is fetched only then.
 */
import { haveSameSettings } from '../../protocol/same-settings';
import type { Settings } from '../../protocol/settings';
import { writeFragment } from '../address-codec';
import { fragmentPart } from '../fragment-part';
import type { FollowedBy } from './follow-link';

export interface CarriedLink {
  /** Takes over another address; one without numbers ends what the one before has begun. */
  take(fragment: string, settings: Settings): void;
  /** The fragment to be written for these settings. */
  fragmentOf(settings: Settings): string;
}

export function createCarriedLink(session: FollowedBy): CarriedLink {
  let carried: { readonly fragment: string; readonly settings: Settings } | null = null;
  let stop = () => {};
  return {
    take(fragment, settings) {
      stop();
      stop = () => {};
      const mine = fragmentPart(fragment, 'n') === null ? null : { fragment, settings };
      carried = mine;
      if (!mine) return;
      void import('./follow-link').then(({ followLink }) => {
        if (carried === mine) stop = followLink(fragment, settings, session);
      });
    },
    fragmentOf: (settings) =>
      carried && haveSameSettings(carried.settings, settings)
        ? carried.fragment
        : writeFragment(settings),
  };
}
