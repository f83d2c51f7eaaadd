// docs/settings.md, from the table that config.ts reads the environment by.
import { settingsTable } from '../../src/settings-table.ts';
import { markdownTable } from './text-table.ts';

export function printSettings(): string {
  const rows = Object.values(settingsTable).map(({ name, fallback, doc }) => [
    `\`${name}\``,
    fallback === '' ? '' : `\`${fallback}\``,
    doc,
  ]);
  return `# Settings

All of them are environment variables; the service reads them once, when it starts, and refuses to start on a wrong one.

${markdownTable([['Name', 'Default', 'Meaning'], ...rows])}

\`ACCORD_APT=never\` is read by the scripts only: it forbids them to install Debian packages.

Printed by \`npm run docs\` from src/settings-table.ts.
`;
}
