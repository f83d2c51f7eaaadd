// What the programs that a suite starts see of our own environment: colours only on a terminal, and no settings of this machine's user.

export const colours = process.stdout.isTTY && !process.env['CI'] && !process.env['NO_COLOR'];

/** Settings of Accord, of PostgreSQL and of OpenStack clients, and what says to node:test that it runs inside another test run. */
const personal =
  /^(ACCORD_(?!APT$)|DATABASE_URL$|PG[A-Z]|OS_|FORCE_COLOR$|NO_COLOR$|NODE_TEST_CONTEXT$)/;

/**
 * @param {Readonly<Record<string, string>>} more
 * @returns {Record<string, string | undefined>}
 */
export function childEnvironment(more = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !personal.test(name));
  return {
    ...Object.fromEntries(kept),
    ...(colours ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
    ...more,
  };
}
