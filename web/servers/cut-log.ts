/** What a page can show without becoming slow. */
const most = 500_000;

/** The last of a long log, from the beginning of a line. */
export function cutLog(text: string): string {
  if (text.length <= most) return text;
  const rest = text.slice(-most);
  return rest.slice(rest.indexOf('\n') + 1);
}

// Sequences that move the cursor or set colours (ECMA-48, 5.4), titles and the like, and signs that print nothing.
const controls = new RegExp(
  [
    '\\u001b\\[[0-?]*[ -/]*[@-~]',
    '\\u001b\\][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\)',
    '\\u001b[()#%]\\w',
    '\\u001b[@-Z\\\\^_c=>78]',
    '[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]',
  ].join('|'),
  'g',
);

/** As people read it: without what is for terminals, each line as it was left. */
export function plainLog(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(controls, '')
    .replaceAll(/[^\n]*\r(?=[^\n])/g, '')
    .replaceAll('\r', '');
}
