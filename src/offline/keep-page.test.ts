// @vitest-environment jsdom
/** When the page says that it is kept and that a new version waits, by a service worker moved by hand. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepPage } from './keep-page';
import { USE_NEW_VERSION } from './messages';

/** A worker whose state the test moves on. */
class FakeWorker extends EventTarget {
  state = 'installing';
  readonly heard: unknown[] = [];
  postMessage = (message: unknown) => this.heard.push(message);
  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  active: FakeWorker | null = null;
  /** The browser has found another version. */
  find(): FakeWorker {
    const found = new FakeWorker();
    this.installing = found;
    this.dispatchEvent(new Event('updatefound'));
    return found;
  }
}

class FakeContainer extends EventTarget {
  controller: FakeWorker | null = null;
  readonly registration = new FakeRegistration();
  readonly asked: [string, RegistrationOptions | undefined][] = [];
  async register(address: URL, options?: RegistrationOptions): Promise<FakeRegistration> {
    this.asked.push([address.href, options]);
    return this.registration;
  }
  control(worker: FakeWorker): void {
    this.controller = worker;
    this.dispatchEvent(new Event('controllerchange'));
  }
}

let container: FakeContainer;
const reload = vi.fn();
beforeEach(() => {
  container = new FakeContainer();
  vi.stubGlobal('navigator', { serviceWorker: container });
  vi.stubGlobal('location', { reload });
  reload.mockReset();
});
afterEach(() => vi.unstubAllGlobals());

async function visit() {
  const told = { kept: 0, offers: [] as (() => void)[] };
  await keepPage({
    onKept: () => {
      told.kept += 1;
    },
    onNewVersion: (use) => told.offers.push(use),
  });
  return told;
}

test('the first visit says nothing until everything is kept, and offers nothing', async () => {
  const first = new FakeWorker();
  container.registration.installing = first;
  const told = await visit();
  first.become('installed');
  expect(told).toEqual({ kept: 0, offers: [] });
  first.become('activated');
  container.control(first);
  expect(told).toEqual({ kept: 1, offers: [] });
  expect(reload).not.toHaveBeenCalled();
});

test('the worker is asked for in the folder of the page', async () => {
  await visit();
  expect(container.asked).toEqual([
    ['http://localhost:3000/service-worker.js', { scope: 'http://localhost:3000/' }],
  ]);
});

/** A later visit, which an older worker serves. */
function served(): FakeWorker {
  const old = new FakeWorker();
  container.registration.active = old;
  container.controller = old;
  return old;
}

test('a new version waits; it is used when asked, and only then is the page loaded anew', async () => {
  served();
  const told = await visit();
  expect(told.kept).toBe(1);
  const next = container.registration.find();
  expect(told.offers).toHaveLength(0);
  next.become('installed');
  expect(told.offers).toHaveLength(1);
  expect(next.heard).toEqual([]);
  told.offers[0]?.();
  expect(next.heard).toEqual([USE_NEW_VERSION]);
  expect(reload).not.toHaveBeenCalled();
  container.control(next);
  expect(reload).toHaveBeenCalledOnce();
});

test('one that has waited since the last visit is offered at once', async () => {
  served();
  container.registration.waiting = new FakeWorker();
  expect((await visit()).offers).toHaveLength(1);
});

test('a page whose version another tab replaced is not loaded anew, but may be', async () => {
  served();
  const told = await visit();
  container.control(new FakeWorker());
  expect(reload).not.toHaveBeenCalled();
  expect(told.offers).toHaveLength(1);
  told.offers[0]?.();
  expect(reload).toHaveBeenCalledOnce();
});
