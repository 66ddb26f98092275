/** stdout: one JSON object a line and nothing else. Whatever is for people goes to stderr. */

/** Writes one object as a line and waits until the pipe has taken it. */
export const print = (event: object): Promise<void> => printText(JSON.stringify(event));

/** @param line one line of JSON, without its end. */
export const printText = (line: string): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write(`${line}\n`, () => resolve());
  });
