/** Waits for a command and ends the process: what went wrong is a sentence. Dawn keeps Node alive, so the end is said aloud. */
export async function endAfter(command: Promise<void>): Promise<never> {
  try {
    await command;
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
