// A command of this folder: with --help it says how it is used, else it runs; what stops it is printed, and the exit code is 1.

/**
 * @param {string} usage
 * @param {() => Promise<void>} run
 */
export async function runCommand(usage, run) {
  if (process.argv.includes('--help')) {
    process.stdout.write(usage);
    return;
  }
  try {
    await run();
  } catch (error) {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  }
}
