/**
 * Lets the page do other things between two pieces of work. A message to itself, not a timer: timers of a tab out of
 * sight come once a minute.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
